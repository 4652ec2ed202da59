/** The compiled kernels as they are shipped. Pure types: they cross the port. */

/** Both builds as bytes, tens of kilobytes each. */
export interface KernelBinaries {
  relaxed: Uint8Array;
  exact: Uint8Array;
}

export type KernelBuild = keyof KernelBinaries;
