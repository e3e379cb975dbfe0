import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { pages } from '../pages.tsx';
import { isCurrent, PageLinks } from './page-links.tsx';
import './more-pages.css';

interface Props {
  readonly of: typeof pages;
  /** What stands below the pages. */
  readonly children: ComponentChildren;
}

/**
 * Pages that have no room in the bar. The browser tells whether it is open, closes it by Escape and by a click beside it,
 * and gives the focus back to its button.
 */
export function MorePages({ of, children }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const closeAfter = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, .keyboard-open')) menu.current?.hidePopover();
  };
  return (
    <>
      <button
        type="button"
        class="navigation-more"
        popovertarget="more-pages"
        aria-current={of.some(isCurrent) ? 'true' : undefined}
      >
        More
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links and buttons in it are what is pressed. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click. */}
      <div id="more-pages" class="navigation-menu" popover="auto" ref={menu} onClick={closeAfter}>
        <PageLinks of={of} />
        {children}
      </div>
    </>
  );
}
