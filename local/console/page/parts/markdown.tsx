import { createElement } from 'preact';
import { type Part, readParts } from '../../../../client/terminal/markdown/read-parts.ts';
import { readSpans, type Span } from '../../../../client/terminal/markdown/spans.ts';
import './markdown.css';

interface Props {
  readonly text: string;
  /** The level of its highest heading in the page; 2 by default. */
  readonly level?: number;
  /** Where a link leads instead; `undefined` leaves it as it is. */
  readonly linkTo?: (target: string) => string | undefined;
}

/** Markdown as elements: its text stays text, and a link leads only to the web or within the console. */
export function Markdown({ text, level = 2, linkTo = () => undefined }: Props) {
  return (
    <div class="markdown">
      {readParts(text).map((part, at) => (
        <MarkdownPart key={at} {...{ part, level, linkTo }} />
      ))}
    </div>
  );
}

interface PartProps extends Required<Pick<Props, 'level' | 'linkTo'>> {
  readonly part: Part;
}

function MarkdownPart({ part, level, linkTo }: PartProps) {
  const spans = (text: string) => <Spans {...{ text, linkTo }} />;
  if (part.kind === 'heading') {
    const name = `h${Math.min(6, level - 1 + part.level)}`;
    return createElement(name, null, spans(part.text));
  }
  if (part.kind === 'code') return <pre>{part.lines.join('\n')}</pre>;
  if (part.kind === 'paragraph') {
    return (
      <p class={part.marker === undefined ? undefined : 'markdown-item'}>
        {part.marker !== undefined && (
          <span class="markdown-marker">{part.marker === '-' ? '•' : part.marker}</span>
        )}
        <span>{spans(part.text)}</span>
      </p>
    );
  }
  const [header = [], ...rows] = part.rows;
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, at) =>
            cell === '' ? (
              <td key={at} />
            ) : (
              <th key={at} scope="col">
                {spans(cell)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, at) => (
              <td key={at}>{spans(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Spans({ text, linkTo }: { readonly text: string } & Pick<PartProps, 'linkTo'>) {
  return (
    <>
      {readSpans(text, () => '').map((span, at) => (
        <SpanText key={at} {...{ span, linkTo }} />
      ))}
    </>
  );
}

const names = { strong: 'strong', emphasis: 'em', code: 'code' } as const;

function SpanText({ span, linkTo }: { readonly span: Span } & Pick<PartProps, 'linkTo'>) {
  const { kind, text, target = '' } = span;
  if (kind === 'text') return <>{text}</>;
  if (kind !== 'link') return createElement(names[kind], null, text);
  const href = linkTo(target) ?? target;
  if (href.startsWith('/') && !href.startsWith('//')) return <a href={href}>{text}</a>;
  if (!/^https?:\/\//.test(href)) return <>{text}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
