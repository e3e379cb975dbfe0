import { pages } from '../pages.tsx';
import { path } from '../state/location.ts';
import { session } from '../state/session.ts';
import { KeyboardHelp } from './keyboard-help.tsx';
import './navigation.css';

export function Navigation() {
  const stage = session.value;
  return (
    <header class="navigation">
      <p class="brand">
        Spillway
        {stage && <span class="stage">{stage.isEmbedded ? 'this machine' : stage.stage}</span>}
      </p>
      <nav aria-label="Pages">
        <ul>
          {pages
            .filter(({ isHidden }) => !isHidden)
            .map(({ at, title }) => (
              <li key={at}>
                <a href={at} aria-current={isCurrent(at) ? 'page' : undefined}>
                  {title}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      {stage && !stage.mayWrite && <p class="quiet">Read-only</p>}
      <KeyboardHelp />
    </header>
  );
}

function isCurrent(at: string): boolean {
  return at === '/' ? path.value === '/' : path.value === at || path.value.startsWith(`${at}/`);
}
