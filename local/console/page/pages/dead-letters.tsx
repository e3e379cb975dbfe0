import { decodePart } from '../state/decode-part.ts';
import { path } from '../state/location.ts';
import { GroupPage } from './dead-letters/group-page.tsx';
import { GroupsPage } from './dead-letters/groups-page.tsx';
import './dead-letters.css';

/** What could not be delivered: by kind, or those of one kind. */
export function DeadLettersPage() {
  const fingerprint = decodePart(path.value.split('/')[2] ?? '');
  return fingerprint === '' ? <GroupsPage /> : <GroupPage fingerprint={fingerprint} />;
}
