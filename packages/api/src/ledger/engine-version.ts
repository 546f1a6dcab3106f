/** The pricing engine whose digits a transaction carries: name and version of the core package, which a test compares with its manifest. */
export const engineVersion = '@halfpenny/core 0.1.0';
