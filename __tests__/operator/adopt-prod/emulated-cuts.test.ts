import { CUT_POINTS, itMakesProdIndependent } from "./emulated";

itMakesProdIndependent(CUT_POINTS);
