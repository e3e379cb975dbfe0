import type { pages } from '../pages.tsx';
import { path } from '../state/location.ts';

type Page = (typeof pages)[number];

export function PageLinks({ of }: { readonly of: readonly Page[] }) {
  return (
    <ul>
      {of.map((page) => (
        <li key={page.at}>
          <a href={page.at} aria-current={isCurrent(page) ? 'page' : undefined}>
            {page.title}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Whether this is the page that is shown, or what it leads to. */
export function isCurrent({ at }: Pick<Page, 'at'>): boolean {
  return at === '/' ? path.value === '/' : path.value === at || path.value.startsWith(`${at}/`);
}
