import { Fragment } from 'preact';
import { printable } from '../../../../../client/terminal/printable.ts';
import type { LetterContents as Contents } from '../../../server/endpoints/read-letter-contents.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { useCall } from '../../state/use-call.ts';
import { bodyText } from '../events/inspector/body-text.ts';
import { BodyView } from '../events/inspector/body-view.tsx';

/** What a sender wrote. Shown only where somebody asked for it. */
export function LetterContents({ messageId }: { readonly messageId: string }) {
  const contents = useCall<readonly Contents[]>(
    `/api/letters/${encodeURIComponent(messageId)}/contents`,
  );
  return (
    <LoadState of={contents}>
      {(letters) => (
        <>
          {letters.map((letter) => (
            <Content key={letter.messageId} letter={letter} />
          ))}
        </>
      )}
    </LoadState>
  );
}

function Content({ letter }: { readonly letter: Contents }) {
  const { headers = {}, contentType = '', body } = letter;
  return (
    <>
      <h3>Headers</h3>
      <dl class="letter-facts">
        {Object.entries(headers).map(([name, value]) => (
          <Fragment key={name}>
            <dt class="mono isolated">{printable(name)}</dt>
            <dd class="mono isolated">{printable(value)}</dd>
          </Fragment>
        ))}
      </dl>
      <h3>Body</h3>
      {'lost' in body ? (
        <p class="of-alarm">✕ {printable(body.lost)}</p>
      ) : (
        <BodyView
          shown={bodyText(body.base64, body.bytes > (body.base64.length * 3) / 4)}
          bytes={body.bytes}
          contentType={contentType}
        />
      )}
    </>
  );
}
