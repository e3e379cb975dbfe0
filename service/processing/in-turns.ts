/**
 * Runs work with the same key one after the other, and all other work in parallel. When one fails, those that wait
 * for it fail with it, because they have the same reason to fail.
 */
export function inTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const previous = last.get(key);
    const turn = previous === undefined ? work() : previous.then(work);
    last.set(key, turn);
    return turn;
  };
}
