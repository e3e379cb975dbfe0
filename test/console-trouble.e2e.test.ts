import { openConsole } from './console/open-console.ts';
import { tellOfAlarms } from './console/stories/alarm.ts';
import { tellOfDashboards } from './console/stories/dashboards.ts';

// A minute of metrics and alarms passes in a second and a half.
const at = openConsole({ clockFactor: 40 });

tellOfDashboards(at);
tellOfAlarms(at);
