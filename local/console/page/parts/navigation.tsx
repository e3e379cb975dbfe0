import { pages } from '../pages.tsx';
import { isNarrow } from '../state/is-narrow.ts';
import { go } from '../state/location.ts';
import { session } from '../state/session.ts';
import { useKeys } from './keyboard.ts';
import { KeyboardHelp, KeysButton } from './keyboard-help.tsx';
import { MorePages } from './more-pages.tsx';
import { PageLinks } from './page-links.tsx';
import './navigation.css';
import { ZoneSwitch } from './zone-switch.tsx';

const shown = pages.filter(({ isHidden }) => !isHidden);

/** Where one can go: all of it in a column, on a telephone the most wanted in a bar. */
export function Navigation() {
  useKeys({
    overview: () => go('/'),
    events: () => go('/events'),
    letters: () => go('/dead-letters'),
    alarms: () => go('/alarms'),
  });
  return (
    <header class="navigation">
      {isNarrow.value ? <Bar /> : <Column />}
      <KeyboardHelp />
    </header>
  );
}

function Column() {
  return (
    <>
      <p class="brand">
        Spillway <StageName />
      </p>
      <nav aria-label="Pages">
        <PageLinks of={shown} />
      </nav>
      <KeysButton />
      <ZoneSwitch />
    </>
  );
}

function Bar() {
  return (
    <nav aria-label="Pages" class="navigation-bar">
      <PageLinks of={shown.filter(({ isInBar }) => isInBar)} />
      <MorePages of={shown.filter(({ isInBar }) => !isInBar)}>
        <p class="brand">
          Spillway <StageName />
        </p>
        <KeysButton />
        <ZoneSwitch />
      </MorePages>
    </nav>
  );
}

function StageName() {
  const stage = session.value;
  if (stage === undefined) return null;
  return (
    <>
      <span class="stage">{stage.isEmbedded ? 'this machine' : stage.stage}</span>
      {!stage.mayWrite && <span class="stage">Read-only</span>}
    </>
  );
}
