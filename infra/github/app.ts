import { runApp } from '../run-app.ts';
import { synthesizeGitHubAccess } from './synthesize-access.ts';

// Once for each account: npx cdk deploy --app 'node infra/github/app.ts' -c repository=<owner>/<name>
await runApp(synthesizeGitHubAccess);
