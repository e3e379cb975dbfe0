import { because, type ResourceTypes } from '../resource-type.ts';

export const eventBridgeTypes: ResourceTypes = {
  'AWS::Events::Rule': {
    emulated: ['Name', 'ScheduleExpression', 'State', 'Targets[].Arn', 'Targets[].Id'],
    ignored: { Description: because.described, Tags: because.tagged },
  },
};
