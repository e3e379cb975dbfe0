import { computed, signal } from '@preact/signals';

/** Where the page is. All that a page shows can be told from its address. */
const address = signal(new URL(location.href));
export const path = computed(() => address.value.pathname);
export const query = computed(() => address.value.searchParams);

/** Goes to another page, with an entry in the history unless it replaces this one. */
export function go(to: string, { replaces = false } = {}): void {
  const next = new URL(to, location.href);
  if (next.href === location.href) return;
  history[replaces ? 'replaceState' : 'pushState'](null, '', next);
  const isOther = next.pathname !== address.value.pathname;
  address.value = next;
  if (isOther && !replaces) document.getElementById('main')?.focus();
}

/** Changes parts of the query; `undefined` takes one out. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const next = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.searchParams.delete(name);
    else next.searchParams.set(name, value);
  }
  go(next.href, { replaces: true });
}

/** Follows back and forward, and links within the console. @returns what ends it */
export function watchHistory(): () => void {
  const onBack = () => {
    address.value = new URL(location.href);
  };
  const onClick = (event: MouseEvent) => {
    const link = (event.target as Element).closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || isForBrowser(event, link)) return;
    event.preventDefault();
    go(link.href);
  };
  addEventListener('popstate', onBack);
  document.addEventListener('click', onClick);
  return () => {
    removeEventListener('popstate', onBack);
    document.removeEventListener('click', onClick);
  };
}

function isForBrowser(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const isHere = link.origin === location.origin && !link.hasAttribute('download');
  return !isPlain || !isHere || link.target !== '' || link.hash !== '';
}
