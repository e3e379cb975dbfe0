import { useState } from 'preact/hooks';
import { session } from '../../state/session.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { Forecast } from './forecast.tsx';
import { isFiltered, type Look, type PageFilter, scopeText } from './letter-query.ts';
import { RedriveDialog } from './redrive-dialog.tsx';

interface Props {
  readonly look: Look;
  readonly filter: PageFilter;
}

/** What can be done with the letters that are shown. Each button says for which. */
export function LetterActions({ look, filter }: Props) {
  const [asked, ask] = useState<'redrive' | 'discard' | 'forecast'>();
  const scope = scopeText(look, filter);
  const close = () => ask(undefined);
  const mayWrite = session.value?.mayWrite === true;
  return (
    <>
      <div class="row letter-actions">
        {mayWrite && (
          <button type="button" class="primary" onClick={() => ask('redrive')}>
            Send through again {scope} …
          </button>
        )}
        <button type="button" onClick={() => ask('forecast')}>
          Try {scope} with the code of today
        </button>
        {mayWrite && isFiltered(filter) && (
          <button type="button" class="danger" onClick={() => ask('discard')}>
            Discard {scope} …
          </button>
        )}
      </div>
      {!mayWrite && <p class="quiet">This console only reads: start it with --write.</p>}
      {asked === 'forecast' && <Forecast filter={filter} />}
      {asked === 'redrive' && <RedriveDialog look={look} filter={filter} onClose={close} />}
      {asked === 'discard' && <DiscardDialog scope={scope} {...{ look, filter }} onClose={close} />}
    </>
  );
}
