import type { Settings } from './settings-schema.ts';

/** What of valid settings is most likely forgotten, one line each. */
export function settingsWarnings({
  stage,
  repository,
  runbookBaseUrl,
}: Pick<Settings, 'stage' | 'repository' | 'runbookBaseUrl'>): readonly string[] {
  if (!runbookBaseUrl.startsWith('https://github.com/your-organization/')) return [];
  return [
    `infra/settings.ts: the repository of stage ${stage} is ${repository}, which is nobody's, so that every alarm links to a page that is not there. Name yours.`,
  ];
}
