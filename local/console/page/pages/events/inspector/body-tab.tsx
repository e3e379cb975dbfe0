import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { printable } from '../../../../../../client/terminal/printable.ts';
import type { ShownCopy } from '../../../../server/endpoints/read-copies.ts';
import type { WebhookStory } from '../../../../server/endpoints/read-webhook.ts';
import { timeText, zoned } from '../../../parts/time-text.ts';
import { query, setQuery } from '../../../state/location.ts';
import { bodyText } from './body-text.ts';
import { BodyView } from './body-view.tsx';
import { asked, askFor } from './copies.ts';

interface Props {
  readonly story: WebhookStory;
}

export function BodyTab({ story: { row } }: Props) {
  return <Asked of={row.key}>{(copy) => <Body copy={copy} />}</Asked>;
}

export function HeadersTab({ story: { row } }: Props) {
  return <Asked of={row.key}>{({ headers }) => <Headers headers={headers} />}</Asked>;
}

interface AskedProps {
  readonly of: string;
  readonly children: (copy: ShownCopy) => ComponentChildren;
}

/** Nothing that a sender wrote is read before somebody asks for it. */
function Asked({ of, children }: AskedProps) {
  const answer = asked.value?.of === of ? asked.value : undefined;
  if (answer === undefined) {
    return (
      <>
        <p>Headers and body may hold what is nobody’s business. They are read when you ask.</p>
        <button type="button" onClick={() => askFor(of)}>
          Show body
        </button>
      </>
    );
  }
  if (answer.state === 'reading') return <p class="skeleton" aria-busy="true" />;
  if (answer.state === 'failed') {
    return (
      <div class="load-error" role="alert">
        <p>{answer.error.message}</p>
        <button type="button" onClick={() => askFor(of)}>
          Try again
        </button>
      </div>
    );
  }
  const { copies, notHad } = answer.copies;
  return (
    <>
      <Chosen copies={copies}>{children}</Chosen>
      {copies.length === 0 && <p>Headers and body can’t be had.</p>}
      {notHad.map((why) => (
        <p key={why} class="quiet">
          {why}
        </p>
      ))}
    </>
  );
}

function titleOf({ place, destination, isAsReceived }: ShownCopy): string {
  const where = destination === undefined ? place : `${place} ${destination}`;
  return isAsReceived ? `${where}, as received` : `${where}, as it got it`;
}

interface ChosenProps extends Pick<AskedProps, 'children'> {
  readonly copies: readonly ShownCopy[];
}

function Chosen({ copies, children }: ChosenProps) {
  const at = Number(query.value.get('copy') ?? 0);
  const copy = copies[at] ?? copies[0];
  if (copy === undefined) return null;
  return (
    <>
      {copies.length === 1 ? (
        <p class="quiet">
          From: {titleOf(copy)}, {zoned(timeText(copy.at))}
        </p>
      ) : (
        <label class="row">
          From
          <select
            value={String(copies.indexOf(copy))}
            onChange={({ currentTarget: { value } }) => setQuery({ copy: value })}
          >
            {copies.map((one, index) => (
              <option key={titleOf(one)} value={String(index)}>
                {titleOf(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      {children(copy)}
    </>
  );
}

function Headers({ headers }: Pick<ShownCopy, 'headers'>) {
  return (
    <table class="inspector-headers">
      <caption class="hidden-text">Headers</caption>
      <tbody>
        {Object.entries(headers).map(([name, value]) => (
          <tr key={name}>
            <th scope="row" class="mono isolated">
              {printable(name)}
            </th>
            <td class="mono isolated">{printable(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Body({ copy }: { readonly copy: ShownCopy }) {
  const { body, bytes } = copy;
  const shown = useMemo(() => bodyText(body, bytes > (body.length * 3) / 4), [body, bytes]);
  return <BodyView shown={shown} bytes={bytes} contentType={copy.headers['content-type'] ?? ''} />;
}
