import { describeSeeds } from "./emulated-seeds";

describeSeeds(2);
