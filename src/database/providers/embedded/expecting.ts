/** Passes over one expected error of the file system by its code; any other is thrown on. For `.catch()`. */
export function expecting(code: 'ENOENT' | 'EEXIST') {
  return (error: unknown): undefined => {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined;
    throw error;
  };
}
