import type { Endpoint } from './endpoint.ts';
import { cancelLetterJob } from './endpoints/cancel-letter-job.ts';
import { changeSecret } from './endpoints/change-secret.ts';
import { checkEnd } from './endpoints/check-end.ts';
import { explainRoutes } from './endpoints/explain-routes.ts';
import { listAlarms } from './endpoints/list-alarms.ts';
import { listDashboards } from './endpoints/list-dashboards.ts';
import { listDeadLetters } from './endpoints/list-dead-letters.ts';
import { listFaults, readFaults } from './endpoints/list-faults.ts';
import { listLetterJobs } from './endpoints/list-letter-jobs.ts';
import { listSecrets } from './endpoints/list-secrets.ts';
import { listSenders } from './endpoints/list-senders.ts';
import { planReplay } from './endpoints/plan-replay.ts';
import { planSecretChange } from './endpoints/plan-secret-change.ts';
import { readAlarm } from './endpoints/read-alarm.ts';
import { readAlarmHistory } from './endpoints/read-alarm-history.ts';
import { readAlarmMetrics } from './endpoints/read-alarm-metrics.ts';
import { readBooks } from './endpoints/read-books.ts';
import { readCopies } from './endpoints/read-copies.ts';
import { readDashboard } from './endpoints/read-dashboard.ts';
import { readDashboardAlarms } from './endpoints/read-dashboard-alarms.ts';
import { readDashboardLog } from './endpoints/read-dashboard-log.ts';
import { readDashboardMetrics } from './endpoints/read-dashboard-metrics.ts';
import { readDeadLetters } from './endpoints/read-dead-letters.ts';
import { readExample } from './endpoints/read-example.ts';
import { readLetterContents } from './endpoints/read-letter-contents.ts';
import { readLetterJob } from './endpoints/read-letter-job.ts';
import { readOverview } from './endpoints/read-overview.ts';
import { readRecord } from './endpoints/read-record.ts';
import { readRoutes } from './endpoints/read-routes.ts';
import { readRunbookPage } from './endpoints/read-runbook-page.ts';
import { readWebhook } from './endpoints/read-webhook.ts';
import { replayWebhook } from './endpoints/replay-webhook.ts';
import { runChange } from './endpoints/run-change.ts';
import { runLook } from './endpoints/run-look.ts';
import { searchBodies } from './endpoints/search-bodies.ts';
import { sendAgain } from './endpoints/send-again.ts';
import { sendWebhooks } from './endpoints/send-webhooks.ts';
import { signCurl } from './endpoints/sign-curl.ts';
import { signOrder } from './endpoints/sign-order.ts';
import { startLetterJob } from './endpoints/start-letter-job.ts';
import { startReplay } from './endpoints/start-replay.ts';
import { switchFaultOff, switchFaultOn, switchFaultsOff } from './endpoints/switch-fault.ts';
import { tryRedrive } from './endpoints/try-redrive.ts';
import { verifyChange } from './endpoints/verify-change.ts';
import { cancelReplay, goOnReplay, listReplays, readReplay } from './endpoints/watch-replays.ts';

/** All that the page can ask for, beside its session and the stream of rows. */
export const endpoints: readonly Endpoint[] = [
  readOverview,
  readBooks,
  readWebhook,
  readCopies,
  searchBodies,
  replayWebhook,
  planReplay,
  startReplay,
  listReplays,
  readReplay,
  cancelReplay,
  goOnReplay,
  sendAgain,
  signCurl,
  listSenders,
  readExample,
  sendWebhooks,
  signOrder,
  listDashboards,
  readDashboard,
  readDashboardAlarms,
  readDashboardLog,
  readDashboardMetrics,
  readDeadLetters,
  listDeadLetters,
  readLetterContents,
  tryRedrive,
  startLetterJob,
  listLetterJobs,
  readLetterJob,
  cancelLetterJob,
  listAlarms,
  readAlarm,
  readAlarmMetrics,
  readAlarmHistory,
  listSecrets,
  planSecretChange,
  changeSecret,
  readRoutes,
  explainRoutes,
  readRunbookPage,
  runLook,
  runChange,
  verifyChange,
  checkEnd,
  readRecord,
  readFaults,
  listFaults,
  switchFaultOn,
  switchFaultOff,
  switchFaultsOff,
];
