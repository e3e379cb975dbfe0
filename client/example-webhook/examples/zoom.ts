import { type Examples, examplesByType } from '../example.ts';

const meeting = {
  id: '1234567890',
  host_id: 'x1yCzABCDEfg23HiJKl4mN',
  topic: 'My Meeting',
  type: 2,
  duration: 60,
  timezone: 'America/Los_Angeles',
};

/** https://developers.zoom.us/docs/api/meetings/events/ */
export const zoom: Examples = examplesByType<object>(
  {
    'meeting.started': ({ iso }) => ({ ...meeting, start_time: iso }),
    'meeting.ended': ({ iso }) => ({ ...meeting, start_time: iso, end_time: iso }),
    'meeting.participant_joined': ({ iso }) => ({
      ...meeting,
      participant: {
        user_id: '16778240',
        user_name: 'Jill Chill',
        email: 'jchill@example.com',
        join_time: iso,
      },
    }),
    'recording.completed': ({ iso }) => ({
      ...meeting,
      start_time: iso,
      recording_count: 1,
      recording_files: [
        {
          id: 'ed6c2f27-2ae7-42f4-b3d0-835b493e4fa8',
          file_type: 'MP4',
          file_size: 246_560,
          recording_type: 'shared_screen_with_speaker_view',
          status: 'completed',
        },
      ],
    }),
  },
  (object, event, { now, token }) => ({
    headers: { 'x-zm-trackingid': `v=2.0;clid=aw1;rid=WEB_${token}` },
    json: {
      event,
      event_ts: now,
      payload: {
        account_id: 'AAAAAABBBB',
        // The instance of the meeting.
        object: { uuid: `${token.slice(0, 22)}==`, ...object },
      },
    },
  }),
);
