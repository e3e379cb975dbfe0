import { useEffect } from 'preact/hooks';
import { printable } from '../../../../../client/terminal/printable.ts';
import type { WebhookStory } from '../../../server/endpoints/read-webhook.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { howOften } from '../../state/how-often.ts';
import { isNarrow } from '../../state/is-narrow.ts';
import { query, setQuery } from '../../state/location.ts';
import { rowOf, version } from '../../state/rows.ts';
import { useCall } from '../../state/use-call.ts';
import { Actions } from './inspector/actions.tsx';
import { AttemptsTab } from './inspector/attempts-tab.tsx';
import { BodyTab, HeadersTab } from './inspector/body-tab.tsx';
import { Facts } from './inspector/facts.tsx';
import { JourneyTab } from './inspector/journey-tab.tsx';
import { TraceTab } from './inspector/trace-tab.tsx';
import './inspector.css';

const tabs = [
  { name: 'journey', title: 'Journey', Tab: JourneyTab },
  { name: 'attempts', title: 'Attempts', Tab: AttemptsTab },
  { name: 'body', title: 'Body', Tab: BodyTab },
  { name: 'headers', title: 'Headers', Tab: HeadersTab },
  { name: 'trace', title: 'Trace', Tab: TraceTab },
] as const;

interface Props {
  readonly of: string;
  readonly onClose: () => void;
}

/** What is not at its end is looked at again. */
const openOutcomes: ReadonlySet<string> = new Set(['in-flight', 'retrying', 'resting']);

/** One webhook: its way, and what is known of it. */
export function Inspector({ of, onClose }: Props) {
  version.value;
  const row = rowOf(of);
  const isOpen = row !== undefined && openOutcomes.has(row.outcome);
  const story = useCall<WebhookStory>(
    `/api/webhooks/${encodeURIComponent(of)}`,
    // Its way is a query of Logs Insights, paid for by what it reads: on AWS the row says when there is more to read.
    isOpen ? howOften({ embedded: 3_000 }) : undefined,
  );
  useEffect(() => {
    if (story.value !== undefined && story.value.row.outcome !== row?.outcome) story.again();
  }, [row?.outcome]);
  const known = row ?? story.value?.row;
  // On a telephone it is a page of its own.
  const Title = isNarrow.value ? 'h1' : 'h2';
  return (
    <section class="panel inspector" aria-label="Webhook">
      <div class="row inspector-title">
        <Title>{known?.type === undefined ? 'Webhook' : printable(known.type)}</Title>
        <button
          type="button"
          onClick={onClose}
          aria-label={isNarrow.value ? undefined : 'Close the webhook'}
        >
          <span aria-hidden="true">✕</span>
          <span class="inspector-back"> Back to the list</span>
        </button>
      </div>
      {known && <Facts row={known} explanation={story.value?.explanation} />}
      {known && (
        <Actions
          key={known.key}
          row={known}
          isArchived={story.value?.isArchived}
          onDone={story.again}
        />
      )}
      <Tabs story={story} />
    </section>
  );
}

function Tabs({ story }: { readonly story: ReturnType<typeof useCall<WebhookStory>> }) {
  const name = query.value.get('tab');
  const chosen = tabs.find((tab) => tab.name === name) ?? tabs[0];
  const { Tab } = chosen;
  return (
    <>
      <div class="inspector-tabs" role="tablist" aria-label="What is known of it">
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`tab-${tab.name}`}
            aria-selected={tab === chosen}
            aria-controls="tab-panel"
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => show(tab.name)}
            onKeyDown={({ key }) => turn(key)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div
        id="tab-panel"
        class="inspector-panel"
        role="tabpanel"
        aria-labelledby={`tab-${chosen.name}`}
      >
        <LoadState of={story}>{(value) => <Tab story={value} />}</LoadState>
      </div>
    </>
  );
}

function show(name: string): void {
  setQuery({ tab: name === tabs[0].name ? undefined : name });
}

const turns: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function turn(key: string): void {
  const by = turns[key];
  if (by === undefined) return;
  const at = tabs.findIndex(({ name }) => name === query.value.get('tab'));
  const next = tabs[(Math.max(0, at) + by + tabs.length) % tabs.length];
  if (next === undefined) return;
  show(next.name);
  document.getElementById(`tab-${next.name}`)?.focus();
}
