import { signal } from '@preact/signals';
import { Dialog } from './dialog.tsx';
import { areKeysOn, type Key, keys, switchKeys, useKeys } from './keyboard.ts';
import './keyboard-help.css';

const places = [
  ['everywhere', 'On every page'],
  ['events', 'Among the webhooks'],
] as const;
const listed: readonly Key[] = Object.values(keys);

const isOpen = signal(false);

const open = () => {
  isOpen.value = true;
};

const close = () => {
  isOpen.value = false;
};

export function KeysButton() {
  return (
    <button type="button" class="keyboard-open" onClick={open}>
      Keys
    </button>
  );
}

/** The keys of the console, and the switch that turns them off. */
export function KeyboardHelp() {
  useKeys({ help: open });
  if (!isOpen.value) return null;
  return (
    <Dialog title="Keys" onClose={close}>
      {places.map(([where, title]) => (
        <KeyTable key={where} title={title} of={listed.filter((one) => one.where === where)} />
      ))}
      <label class="row keyboard-switch">
        <input
          type="checkbox"
          checked={areKeysOn.value}
          onChange={({ currentTarget: { checked } }) => switchKeys(checked)}
        />
        Single keys are on
      </label>
      <button type="button" onClick={close}>
        Close
      </button>
    </Dialog>
  );
}

function KeyTable({ title, of }: { readonly title: string; readonly of: readonly Key[] }) {
  return (
    <table class="keyboard-table">
      <caption>{title}</caption>
      <tbody>
        {of.map(({ key, does }) => (
          <tr key={key}>
            <th scope="row">
              <kbd>{key === 'Escape' ? 'Esc' : key}</kbd>
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
