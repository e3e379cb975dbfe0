/** Puts this thread's clock forward or back, for all code that looks at it from now on. */
export function shiftClock(offsetMs: () => number): void {
  const TrueDate = Date;
  const now = () => TrueDate.now() + offsetMs();
  globalThis.Date = new Proxy(TrueDate, {
    apply: () => new TrueDate(now()).toString(),
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}
