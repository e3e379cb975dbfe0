import type { Sendable } from '../../../server/endpoints/list-senders.ts';
import type { ExampleBody } from '../../../server/endpoints/read-example.ts';
import type { SendWish } from '../../../server/webhook/send-order.ts';
import { Choice } from '../../parts/choice.tsx';
import { call } from '../../state/call.ts';
import { setQuery } from '../../state/location.ts';
import { typedBody } from './wish.ts';

interface Props {
  readonly known: Sendable;
  readonly wish: SendWish;
}

export function SendForm({ known: { sources, bad }, wish }: Props) {
  const { source, type = '', count = 1, ratePerSecond = 20 } = wish;
  const { examples = [] } = sources.find((one) => one.source === source) ?? {};
  return (
    <>
      <Choice
        label="Source"
        value={source}
        options={sources.map((one) => [one.source, one.source])}
        onChoose={(value) => {
          typedBody.value = undefined;
          setQuery({ source: value, example: undefined, type: undefined });
        }}
      />
      <Body examples={examples} wish={wish} />
      <label class="field">
        <span>Type, where it is another than the example’s</span>
        <input value={type} onInput={({ currentTarget: { value } }) => setQuery({ type: value })} />
      </label>
      <Choice
        label="How"
        value={wish.bad ?? ''}
        options={[
          ['', 'as its sender sends it'],
          ...bad.map(({ kind, text }) => [kind, `${text}: it has to be refused`] as const),
        ]}
        onChoose={(value) => setQuery({ bad: value })}
      />
      {wish.bad === undefined && (
        <div class="row">
          <Numeral label="How many" name="count" value={count} most={1000} />
          {count > 1 && <Numeral label="A second" name="rate" value={ratePerSecond} most={200} />}
        </div>
      )}
    </>
  );
}

interface BodyProps {
  readonly examples: Sendable['sources'][number]['examples'];
  readonly wish: SendWish;
}

function Body({ examples, wish: { source, example } }: BodyProps) {
  const [first] = examples;
  const chosen = example ?? first?.name ?? '';
  const edit = async () => {
    const path = `/api/senders/${encodeURIComponent(source)}/examples/${encodeURIComponent(chosen)}`;
    const empty: ExampleBody = { body: '{}' };
    const { body } = await call<ExampleBody>(path).catch(() => empty);
    typedBody.value = body;
  };
  if (typedBody.value === undefined) {
    return (
      <>
        <Choice
          label="Example"
          value={chosen}
          options={examples.map(({ name }) => [name, name])}
          onChoose={(value) => setQuery({ example: value, type: undefined })}
        />
        <p>
          <button type="button" onClick={edit}>
            Edit the body
          </button>
        </p>
      </>
    );
  }
  return (
    <>
      <label class="field">
        <span>Body, sent as it stands here</span>
        <textarea
          class="mono"
          rows={14}
          spellcheck={false}
          value={typedBody.value}
          onInput={({ currentTarget: { value } }) => {
            typedBody.value = value;
          }}
        />
      </label>
      <p>
        <button
          type="button"
          onClick={() => {
            typedBody.value = undefined;
          }}
        >
          Take the example
        </button>
      </p>
    </>
  );
}

interface NumeralProps {
  readonly label: string;
  readonly name: 'count' | 'rate';
  readonly value: number;
  readonly most: number;
}

function Numeral({ label, name, value, most }: NumeralProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="number"
        min={1}
        max={most}
        value={value}
        onInput={({ currentTarget }) => setQuery({ [name]: currentTarget.value })}
      />
    </label>
  );
}
