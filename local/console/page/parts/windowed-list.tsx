import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './windowed-list.css';

interface Props<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Pixels, the same for each. */
  readonly rowHeight: number;
  readonly label: string;
  readonly children: (item: T, index: number) => ComponentChildren;
}

/** Beyond what is seen, above and below. */
const spare = 6;

/** A list of which only what is seen is in the document, however long it is. */
export function WindowedList<T>({ items, keyOf, rowHeight, label, children }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height }, setView] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    const look = () => setView({ top: current.scrollTop, height: current.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, []);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
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
            key={keyOf(item)}
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
