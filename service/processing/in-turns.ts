/**
 * Runs what has the same key one after the other, and all else side by side. When one fails, those that wait for
 * it fail with it: the reason is the same for all of them.
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
