import type { FaultName } from '../../client/faults/catalogue.ts';
import type { FaultOrder } from '../../client/faults/fault.ts';
import type { BadKind } from '../../client/send/bad-kinds.ts';
import type { QueueRole } from '../../client/stage/queues.ts';
import type { StackOptions } from '../../local/boot/embedded-stack.ts';
import type { DrillStage } from './stage/drill-stage.ts';

/**
 * How an alarm is made to fire on purpose, and how its page ends that. Times are seconds of the stage: on an embedded
 * stack they pass faster than those of the machine.
 */
export interface Drill {
  /** As in its name, and its page's: `dlq-not-empty`. */
  readonly alarm: string;
  /** Whose alarm it is, where each source or destination has one. */
  readonly of?: string;
  /** Another way to the same alarm, whose own drill has none: its name ends in it. No game day picks it. */
  readonly variant?: string;
  readonly setup: Setup;
  /** What the stage needs until all alarms are OK, from when on the drill counts. */
  readonly before?: readonly Injection[];
  /** What senders send all along. */
  readonly load?: readonly Load[];
  /** What goes wrong, one after the other. Time to detect counts from the last of them, or from the end of what lets time pass. */
  readonly inject: readonly Injection[];
  /** Within so many seconds it fires; else by the first figure of `time-to-detect` in its page's front matter. */
  readonly detectSeconds?: number;
  /** Alarms that may fire too, beside those that the catalogue calls its siblings. */
  readonly siblings?: readonly string[];
  /** What ends it, one after the other. */
  readonly mitigation: readonly Mitigation[];
  /** What its page says on a game day where another fault made it fire; else the same. */
  readonly asSibling?: readonly Mitigation[];
  /** Within so many seconds after the last of these it is over. */
  readonly clearSeconds: number;
  /** Why no deployed stage can play it, where that does not follow from faults, jumps and the setup. */
  readonly onlyHere?: string;
}

/** What an embedded stack is started with. Drills with the same one share a stack, one after the other. */
export interface Setup {
  readonly name: string;
  /** Absolute; else the tests' own. */
  readonly configFile?: string;
  /** A sender that keeps a log stands beside the stack, whose configuration names that log and nothing else. */
  readonly hasSender?: true;
  /** As `cdk -c name=value`. */
  readonly context?: Readonly<Record<string, string>>;
  /** How much faster than the machine's its time passes: 40, and no more, unless it is said. */
  readonly clockFactor?: number;
  readonly alterTemplate?: StackOptions['alterTemplate'];
  readonly limits?: StackOptions['limits'];
}

/** Signed webhooks over HTTP, one after the other, each at its time, however long the answers take. */
export interface Load {
  /** In a minute of the stage: at 40 times its speed, 60 are 40 requests a second for this machine. */
  readonly perMinute: number;
  /** Else the first one of the configuration. */
  readonly source?: string;
  readonly type?: string;
  /** What it has to be refused for. */
  readonly bad?: BadKind;
  /** The body's size; else it is an example of the sender's. */
  readonly bytes?: number;
}

export type Injection =
  /** As `npx spillway fault <name>`. */
  | ({ readonly fault: FaultName } & FaultOrder)
  /** Is sent from now on, until `end` or the drill is over. */
  | { readonly load: Load }
  /** Straight onto a queue. */
  | { readonly message: string; readonly to: QueueRole; readonly times?: number }
  | Step;

export type Mitigation =
  /** What the page calls fixing the cause: faults are switched off, and the injected load ends. */
  | 'end'
  /** The page's own commands: those under a step of its Mitigation, named by how its title begins. */
  | {
      readonly step: string;
      /** Which of the step's blocks, counted from 1; else all of them. */
      readonly blocks?: readonly number[];
      /** What stands for `<NAME>` in its commands, unless an earlier output says it. */
      readonly fill?: Readonly<Record<string, string>>;
    }
  | Step;

type Step =
  /** A command line as on a page: `npx spillway …` or `aws …`. */
  | { readonly run: string; readonly fill?: Readonly<Record<string, string>> }
  /** Lets so much time pass. */
  | { readonly wait: number }
  /** So much time has passed: nothing happens in it but what is due. The load stops for it. */
  | { readonly jump: number }
  /** What no command does. */
  | { readonly says: string; readonly call: (stage: DrillStage) => Promise<void> };
