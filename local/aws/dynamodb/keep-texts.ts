/**
 * Has dynalite keep items as texts. As buffers, which its store (memory-level, checked with 3.1.0) makes of them by default,
 * each of them would hold on to the whole pool of 64 KB that it is a slice of, with what else was in it.
 *
 * To be called before dynalite is loaded.
 *
 * @param load `require` as dynalite has it
 */
export function keepTexts(load: NodeJS.Require): void {
  const store = load('memory-level');
  const { MemoryLevel } = store;
  store.MemoryLevel = function create(options: object) {
    return new MemoryLevel({ ...options, storeEncoding: 'utf8' });
  };
}
