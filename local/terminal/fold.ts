import { type Story, type StoryKind, storyKinds } from './story.ts';

/** Of each group: half a screen. Beyond that nobody reads them, and printing costs. */
const mostStories = 20;
/** What a second without them gives back. */
const storiesPerSecond = 5;

/**
 * Passes on the first stories, then a few a second, and of the rest how many there were of each kind. A flood of
 * routine does not hide what went wrong.
 */
export function createFold(
  tell: (story: Story) => void,
  sumUp: (text: string) => void,
): { readonly add: (story: Story) => void; readonly stop: () => void } {
  const left = { routine: mostStories, trouble: mostStories };
  const skipped = new Map<StoryKind, number>();
  const flush = () => {
    if (skipped.size > 0) sumUp(describe(skipped));
    skipped.clear();
    left.routine = Math.min(mostStories, left.routine + storiesPerSecond);
    left.trouble = Math.min(mostStories, left.trouble + storiesPerSecond);
  };
  const timer = setInterval(flush, 1000);
  timer.unref();
  return {
    add(story) {
      const group = storyKinds[story.kind].isRoutine ? 'routine' : 'trouble';
      if (left[group] > 0) {
        left[group]--;
        tell(story);
      } else {
        skipped.set(story.kind, (skipped.get(story.kind) ?? 0) + 1);
      }
    },
    stop() {
      clearInterval(timer);
      flush();
    },
  };
}

function describe(skipped: ReadonlyMap<StoryKind, number>): string {
  const counts = [...skipped].map(([kind, count]) => `${count} ${kind}`);
  return `… and in the same second: ${counts.join(', ')}`;
}
