import type { PageValues } from './page-values.ts';

interface Props {
  readonly name: string;
  readonly values: PageValues;
  readonly step: number;
}

/** What is put in for a placeholder, in all blocks of the page: typed, or taken from what commands have printed. */
export function PlaceholderValue({ name, values, step }: Props) {
  const list = `values-${step}-${name.replaceAll(' ', '-')}`;
  const suggested = values.suggested.value[name] ?? [];
  return (
    <label class="row runbook-value">
      <span class="mono">&lt;{name}&gt;</span>
      <input
        list={list}
        value={values.typed.value[name] ?? ''}
        placeholder={suggested[0] ?? ''}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => {
          values.typed.value = { ...values.typed.value, [name]: value };
        }}
      />
      <datalist id={list}>
        {suggested.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {suggested.slice(0, 3).map((one) => (
        <button
          type="button"
          key={one}
          class="mono"
          onClick={() => {
            values.typed.value = { ...values.typed.value, [name]: one };
          }}
        >
          {one}
        </button>
      ))}
    </label>
  );
}
