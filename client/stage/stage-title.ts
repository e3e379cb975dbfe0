import { embeddedStage } from './embedded-stage.ts';
import type { Stage } from './stage.ts';

/** What a stage is called above what is printed of it: commands that are pasted name the embedded one differently. */
export function stageTitle({ name, isEmbedded }: Pick<Stage, 'name' | 'isEmbedded'>): string {
  return isEmbedded ? `Stage ${name} here (--stage ${embeddedStage})` : `Stage ${name}`;
}
