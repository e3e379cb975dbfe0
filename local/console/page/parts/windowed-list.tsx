import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './windowed-list.css';

interface Props<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Pixels, the same for each. */
  readonly rowHeight: number;
  readonly label: string;
  /** What is to be seen: it is scrolled to once, when this changes. */
  readonly seen?: string | undefined;
  /** Whether the top stays in sight, whatever comes. */
  readonly followsTop?: boolean;
  /** Called when a person has scrolled. @param first the index of the first row in sight */
  readonly onScrolled?: (first: number) => void;
  readonly children: (item: T, index: number) => ComponentChildren;
}

/** Beyond what is seen, above and below. */
const spare = 6;

/** A list of which only what is seen is in the document, however long it is. What is read stays where it is. */
export function WindowedList<T>(props: Props<T>) {
  const { items, rowHeight, label, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const { top, height } = useView(box, props);
  useAnchor(box, props);
  useSeen(box, props);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const slots = Math.ceil(height / rowHeight) + 2 * spare + 2;
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + spare);
  return (
    <div class="windowed" ref={box}>
      <ol
        class="windowed-all"
        aria-label={label}
        style={{ height: `${items.length * rowHeight}px` }}
      >
        {items.slice(first, last).map((item, index) => (
          <li
            class="windowed-row"
            // Elements stay and get another row: that costs a third of new ones, and a click begun on one ends on it.
            key={(first + index) % slots}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            style={{ top: `${(first + index) * rowHeight}px`, height: `${rowHeight}px` }}
          >
            {children(item, first + index)}
          </li>
        ))}
      </ol>
    </div>
  );
}

type Box = RefObject<HTMLDivElement | null>;

/** What is in sight. */
function useView<T>(box: Box, { onScrolled, rowHeight }: Props<T>) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const latest = useRef(onScrolled);
  latest.current = onScrolled;
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    const look = () => setView({ top: current.scrollTop, height: current.clientHeight });
    const onScroll = () => {
      look();
      const first = Math.ceil(current.scrollTop / rowHeight);
      if (current.dataset.moved === undefined) latest.current?.(first);
      delete current.dataset.moved;
    };
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', onScroll);
    };
  }, [rowHeight]);
  return view;
}

/** Scrolls without being taken for a person. */
function scrollBox(box: HTMLDivElement, top: number): void {
  if (Math.abs(box.scrollTop - top) < 1) return;
  box.dataset.moved = '';
  box.scrollTop = top;
}

interface Anchor {
  readonly key: string;
  readonly index: number;
}

/** Rows that come above the first one in sight move it nowhere. */
function useAnchor<T>(box: Box, props: Props<T>): void {
  const anchor = useRef<Anchor | undefined>(undefined);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const { items, keyOf, rowHeight, followsTop = false } = props;
    scrollBox(current, followsTop ? 0 : topAfter(current.scrollTop, anchor.current, props));
    const index = Math.floor(current.scrollTop / rowHeight);
    const item = items[index];
    anchor.current = item === undefined ? undefined : { key: keyOf(item), index };
  });
}

function topAfter<T>(
  top: number,
  anchor: Anchor | undefined,
  { items, keyOf, rowHeight }: Props<T>,
): number {
  if (anchor === undefined || top < 1) return top;
  const index = indexNear(items, keyOf, anchor.key, anchor.index);
  return index === undefined ? top : top + (index - anchor.index) * rowHeight;
}

/** A frame moves a row by some places, not by thousands. */
const farthest = 500;

function indexNear<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  key: string,
  index: number,
): number | undefined {
  for (let away = 0; away <= farthest; away += 1) {
    for (const place of [index + away, index - away]) {
      const item = items[place];
      if (item !== undefined && keyOf(item) === key) return place;
    }
  }
  return undefined;
}

function useSeen<T>(box: Box, { items, keyOf, rowHeight, seen }: Props<T>): void {
  const isThere = items.length > 0;
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null || seen === undefined) return;
    const index = items.findIndex((item) => keyOf(item) === seen);
    if (index === -1) return;
    const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
    if (top < current.scrollTop) scrollBox(current, top);
    else if (bottom > current.scrollTop + current.clientHeight) {
      scrollBox(current, bottom - current.clientHeight);
    }
  }, [seen, isThere]);
}
