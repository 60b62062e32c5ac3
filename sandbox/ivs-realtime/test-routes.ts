/** What a page or an encoder does on a stage, for scripts: no picture travels, rights and roles are as they would be. */
import { Router } from 'express';
import { z } from 'zod';
import { read } from '../shared/input.ts';
import { notFound } from '../shared/refusal.ts';
import { connectEncoder, join, leave, publish, unpublish } from './people.ts';
import type { Studio } from './studio.ts';
import type { Participant } from './types.ts';

const entrance = z.object({ token: z.string() });
const encoder = z.object({ key: z.string() });
const somebody = z.object({ participantId: z.string() });

export function ivsRealtimeTestRoutes(studio: Studio): Router {
  const router = Router();
  const found = (participantId: string): Participant => {
    const participant = studio.state.participants[participantId];
    if (participant) return participant;
    throw notFound(`Nobody is ${participantId}; POST /ivs-realtime/people/join lets somebody in.`);
  };
  const refused = { error: 'forbidden', message: 'IVS lets nobody in with that.' };

  router.post('/ivs-realtime/people/join', async (request, response) => {
    const participant = await join(studio, read(entrance, request.body).token);
    response.status(participant ? 201 : 403).json(participant ?? refused);
  });
  router.post('/ivs-realtime/people/encode', (request, response) => {
    const participant = connectEncoder(studio, read(encoder, request.body).key);
    response.status(participant ? 201 : 403).json(participant ?? refused);
  });
  router.post('/ivs-realtime/people/publish', (request, response) => {
    const participant = found(read(somebody, request.body).participantId);
    const taken = publish(studio, participant);
    response.status(taken ? 201 : 403).json(taken ? participant : refused);
  });
  for (const [path, act] of [
    ['unpublish', unpublish],
    ['leave', leave],
  ] as const)
    router.post(`/ivs-realtime/people/${path}`, (request, response) => {
      act(studio, found(read(somebody, request.body).participantId));
      response.json({});
    });
  router.get('/ivs-realtime/people/:id', (request, response) => void response.json(found(request.params['id'] as string)));
  return router;
}
