/** Holds one immutable value and tells its listener after it changed. */
export interface Store<S> {
  get(): S;
  /** Replaces some keys; several calls in one task make one notification. */
  set(patch: Partial<S>): void;
}

/** Makes a store; `changed` runs once per task in which something was set. */
export function createStore<S extends object>(initial: S, changed: () => void): Store<S> {
  let state = initial;
  let scheduled = false;
  return {
    get: () => state,
    set(patch) {
      state = { ...state, ...patch };
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        changed();
      });
    },
  };
}
