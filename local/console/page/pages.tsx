import type { ComponentType } from 'preact';
import { AlarmsPage } from './pages/alarms.tsx';
import { DashboardsPage } from './pages/dashboards.tsx';
import { DeadLettersPage } from './pages/dead-letters.tsx';
import { EventsPage } from './pages/events.tsx';
import { FaultsPage } from './pages/faults.tsx';
import { OverviewPage } from './pages/overview.tsx';
import { RedrivesPage } from './pages/redrives.tsx';
import { ReplaysPage } from './pages/replays.tsx';
import { RoutesPage } from './pages/routes.tsx';
import { SendPage } from './pages/send.tsx';
import { SourcesPage } from './pages/sources.tsx';

interface PageEntry {
  /** Its path; what follows it is the page's own. */
  readonly at: string;
  readonly title: string;
  readonly Page: ComponentType;
  readonly isHidden?: boolean;
  /** Whether a telephone's bar has it; the others open from there. */
  readonly isInBar?: boolean;
}

/** In the order of the navigation. */
export const pages: readonly PageEntry[] = [
  { at: '/', title: 'Overview', Page: OverviewPage, isInBar: true },
  { at: '/events', title: 'Events', Page: EventsPage, isInBar: true },
  { at: '/dead-letters', title: 'Dead letters', Page: DeadLettersPage, isInBar: true },
  { at: '/redrives', title: 'Run', Page: RedrivesPage, isHidden: true },
  { at: '/replays', title: 'Replay', Page: ReplaysPage, isHidden: true },
  { at: '/dashboards', title: 'Dashboards', Page: DashboardsPage },
  { at: '/alarms', title: 'Alarms', Page: AlarmsPage, isInBar: true },
  { at: '/sources', title: 'Sources', Page: SourcesPage },
  { at: '/routes', title: 'Routes', Page: RoutesPage },
  { at: '/send', title: 'Send', Page: SendPage },
  { at: '/faults', title: 'Faults', Page: FaultsPage },
];

const missing: PageEntry = { at: '', title: 'Not found', Page: NotFound };

export function pageOf(path: string): PageEntry {
  const found = pages.find(({ at }) => path === at || (at !== '/' && path.startsWith(`${at}/`)));
  return found ?? missing;
}

function NotFound() {
  return (
    <>
      <h1>Not found</h1>
      <p>
        There is no such page. <a href="/">Overview</a>
      </p>
    </>
  );
}
