import { useState } from 'preact/hooks';
import type { RoutePicture } from '../../../server/endpoints/read-routes.ts';
import { query, setQuery } from '../../state/location.ts';

const fields = ['id', 'source', 'type', 'body'] as const;

/** Asks where one webhook goes: one that came, or one like it. What is asked is in the address. */
export function RouteQuestion({ sources }: Pick<RoutePicture, 'sources'>) {
  const given = query.value;
  const [asked, set] = useState(
    Object.fromEntries(fields.map((name) => [name, given.get(name) ?? ''])),
  );
  const change =
    (name: (typeof fields)[number]) =>
    ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      set((before) => ({ ...before, [name]: value, ...(name === 'id' ? {} : { id: '' }) }));
  const submit = (event: Event) => {
    event.preventDefault();
    setQuery(asked.id === '' ? asked : { id: asked.id, source: '', type: '', body: '' });
  };
  return (
    <form class="panel" onSubmit={submit}>
      <h2>Where does a webhook go?</h2>
      <div class="route-ask">
        <label>
          Delivery id of one that came
          <input value={asked.id} onInput={change('id')} />
        </label>
        <label>
          or its source
          <select value={asked.source} onChange={change('source')}>
            <option value="">–</option>
            {sources.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Type
          <input value={asked.type} placeholder="push" onInput={change('type')} />
        </label>
        <label class="is-wide">
          Body, as it would be sent
          <textarea rows={3} value={asked.body} maxLength={8000} onInput={change('body')} />
        </label>
        <div>
          <button type="submit" class="primary">
            Show its way
          </button>
        </div>
      </div>
      <p class="quiet">Nothing is sent. Transforms are not run: one may drop it all the same.</p>
    </form>
  );
}
