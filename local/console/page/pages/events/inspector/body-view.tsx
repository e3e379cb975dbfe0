import { printableLines } from '../../../../../../client/terminal/printable.ts';
import { query, setQuery } from '../../../state/location.ts';
import { type BodyText, formatForm } from './body-text.ts';
import { type FormattedJson, formatJson } from './format-json.ts';
import { hexLines } from './hex-lines.ts';

interface Props {
  readonly shown: BodyText;
  /** Of the whole body. */
  readonly bytes: number;
  readonly contentType: string;
}

const views = ['pretty', 'raw', 'hex'] as const;
type View = (typeof views)[number];

/** A body as text, as it was sent, or in hex. */
export function BodyView({ shown, bytes, contentType }: Props) {
  const isText = shown.text !== undefined;
  const wanted = views.find((view) => view === query.value.get('view')) ?? 'pretty';
  const view: View = isText ? wanted : 'hex';
  const cut = bytes - shown.bytes.length;
  return (
    <>
      <div class="row inspector-views">
        <fieldset class="inspector-choice">
          <legend class="hidden-text">Show as</legend>
          {views.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="view"
                checked={one === view}
                disabled={!isText && one !== 'hex'}
                onChange={() => setQuery({ view: one === 'pretty' ? undefined : one })}
              />
              {one}
            </label>
          ))}
        </fieldset>
        <span class="quiet">
          {bytes.toLocaleString('en-US')} bytes{contentType && `, ${contentType}`}
          {!isText && ', no text in UTF-8'}
        </span>
      </div>
      {cut > 0 && (
        <p>
          ▲ Cut: the first {shown.bytes.length.toLocaleString('en-US')} bytes are shown, and{' '}
          {cut.toLocaleString('en-US')} are left out.
        </p>
      )}
      <Content view={view} shown={shown} contentType={contentType} isCut={cut > 0} />
    </>
  );
}

interface ContentProps extends Omit<Props, 'bytes'> {
  readonly view: View;
  readonly isCut: boolean;
}

function Content({ view, shown: { bytes, text = '' }, contentType, isCut }: ContentProps) {
  if (bytes.length === 0) return <p>The body is empty.</p>;
  if (view === 'hex') return <Pre text={hexLines(bytes)} />;
  if (view === 'raw') return <Pre text={printableLines(text)} />;
  if (contentType.includes('x-www-form-urlencoded')) {
    return <Pre text={printableLines(formatForm(text))} />;
  }
  const isJson = /\bjson\b/.test(contentType) || /^\s*[[{]/.test(text);
  if (!isJson) return <Pre text={printableLines(text)} />;
  return <Json formatted={formatJson(text)} isCut={isCut} />;
}

/** Of what was cut nobody can tell whether it is JSON. */
function Json({ formatted, isCut }: JsonProps) {
  const { text, rest, mistake } = formatted;
  if (mistake === undefined || isCut) return <Pre text={printableLines(text + rest)} />;
  return (
    <>
      <p class="of-alarm">
        ✕ It is no JSON: line {mistake.line}, column {mistake.column}, where {mistake.expected} is
        expected.
      </p>
      <Pre text={printableLines(text)} marked={rest === '' ? '(the end)' : printableLines(rest)} />
    </>
  );
}

interface JsonProps {
  readonly formatted: FormattedJson;
  readonly isCut: boolean;
}

/** @param marked what is behind a mistake */
function Pre({ text, marked }: { readonly text: string; readonly marked?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard (WCAG 2.1.1).
    <section class="inspector-body" tabIndex={0} aria-label="Content of the body">
      <pre class="isolated">
        {text}
        {marked !== undefined && <mark>{marked}</mark>}
      </pre>
    </section>
  );
}
