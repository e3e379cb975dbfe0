import './app.css';
import { useEffect } from 'preact/hooks';
import { pageOf } from './pages.tsx';
import { FaultBanner } from './parts/fault-banner.tsx';
import { Guarded } from './parts/guarded.tsx';
import { Navigation } from './parts/navigation.tsx';
import { StackState } from './parts/stack-state.tsx';
import { path, watchHistory } from './state/location.ts';
import { session } from './state/session.ts';

/** The frame that all pages share. */
export function App() {
  useEffect(watchHistory, []);
  const { title, Page } = pageOf(path.value);
  useEffect(() => {
    const stage = session.value?.stage;
    document.title = stage === undefined ? `${title} · Spillway` : `${title} · ${stage} · Spillway`;
  }, [title, session.value]);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Navigation />
      <div class="beside">
        <StackState />
        <FaultBanner />
        <main id="main" tabIndex={-1}>
          <Guarded path={path.value}>
            <Page />
          </Guarded>
        </main>
      </div>
    </div>
  );
}
