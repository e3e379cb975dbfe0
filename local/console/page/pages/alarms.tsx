import { decodePart } from '../state/decode-part.ts';
import { path } from '../state/location.ts';
import { AlarmPage } from './alarms/alarm-page.tsx';
import { AlarmsList } from './alarms/alarms-list.tsx';
import './alarms.css';

/** `/alarms`: all of the stage. `/alarms/{name}`: one, beside its page. */
export function AlarmsPage() {
  const [, , name] = path.value.split('/');
  return name ? <AlarmPage key={name} name={decodePart(name)} /> : <AlarmsList />;
}
