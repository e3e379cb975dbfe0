/** Told of each property that is read: its path, dotted, `[]` for each of a list. */
export type OnRead = (path: string) => void;

/** The same value, which tells of each of its properties that is read, however deep. */
export function watchReads<T>(value: T, onRead: OnRead, path = ''): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      const inner: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return inner;
      const innerPath = Array.isArray(target) ? `${path}[]` : path === '' ? key : `${path}.${key}`;
      if (key !== 'length') onRead(innerPath);
      return watchReads(inner, onRead, innerPath);
    },
  });
}
