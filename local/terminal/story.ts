/** What may be told, with the colour of its word. Routine gives way to trouble when there is much to tell. */
export const storyKinds = {
  delivered: { colour: 'green', isRoutine: true },
  filtered: { colour: 'cyan', isRoutine: true },
  duplicate: { colour: 'cyan', isRoutine: true },
  answered: { colour: 'cyan', isRoutine: true },
  refused: { colour: 'red', isRoutine: false },
  retry: { colour: 'yellow', isRoutine: false },
  resting: { colour: 'yellow', isRoutine: false },
  dead: { colour: 'red', isRoutine: false },
  alarm: { colour: 'red', isRoutine: false },
  over: { colour: 'green', isRoutine: false },
  console: { colour: 'magenta', isRoutine: false },
  warning: { colour: 'yellow', isRoutine: false },
  error: { colour: 'red', isRoutine: false },
} as const;
export type StoryKind = keyof typeof storyKinds;

/** One thing that happened, in words. */
export interface Story {
  readonly kind: StoryKind;
  /** May have several lines where somebody wrote so. */
  readonly text: string;
}
