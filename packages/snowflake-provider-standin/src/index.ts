export { type InstalledProvider, type InstallOptions, installStandinProvider } from "./install";
