import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complaintsAt, startAsking } from '../support/asking.ts';
import { APPLICATION_ID, call } from '../support/local-discord.ts';

let clock = Date.now();
let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(() => clock);
});
afterAll(async () => asking.playground.close());

describe('the life of an interaction', () => {
  test('knows only the callback types that fit', async () => {
    const { answer } = await asking.interact('autocomplete');
    const { body } = await answer(4, { content: 'c' });
    expect(complaintsAt(body.errors, 'type')).toEqual([
      { code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {8}.' },
    ]);
  });

  test('ends in 10062 for an unknown token and after three seconds', async () => {
    const { id, answer } = await asking.interact();
    const forged = await call(asking.playground, `/interactions/${id}/forged/callback`, {
      body: { type: 5 },
    });
    expect(forged).toMatchObject({ status: 404, body: { code: 10062, message: 'Unknown interaction' } });
    clock += 3001;
    expect(await answer(4, { content: 'late' })).toMatchObject({ status: 404, body: { code: 10062 } });
  });

  test('takes one first response; a second one is 40060', async () => {
    const { answer } = await asking.interact();
    expect((await answer(5)).status).toBe(204);
    expect(await answer(4, { content: 'again' })).toMatchObject({ status: 400, body: { code: 40060 } });
  });

  test('fixes at the defer whether the answer is ephemeral, and allows no other flag there', async () => {
    const { answer, answerWithResponse, edit, followUp } = await asking.interact();
    expect((await answer(5, { flags: 32768 })).body.code).toBe(50035);
    const deferred = await answerWithResponse(5, { flags: 64 });
    expect(deferred.body).toMatchObject({
      interaction: { response_message_loading: true, response_message_ephemeral: true },
      resource: { type: 5, message: { flags: 64 | 128 } },
    });
    // Right after a defer a followup edits the loading message, and its own flags do not count.
    const first = await followUp({ content: 'done', flags: 0 });
    expect(first.body).toMatchObject({ content: 'done', flags: 64 });
    expect((await edit({ content: 'really' })).body).toMatchObject({
      id: first.body['id'],
      content: 'really',
    });
    const second = await followUp({ content: 'more' });
    expect(second.body).toMatchObject({ flags: 0, type: 19 });
    expect(second.body['id']).not.toBe(first.body['id']);
  });

  test('has no webhook before the first response, and none after 15 minutes', async () => {
    const { answer, edit, followUp } = await asking.interact();
    expect(await edit({ content: 'early' })).toMatchObject({ status: 404, body: { code: 10015 } });
    await answer(4, { content: 'c' });
    expect((await edit({ content: 'c' }, '123')).body.code).toBe(10008);
    clock += 15 * 60_000 + 1;
    expect(await followUp({ content: 'too late' })).toMatchObject({ status: 401, body: { code: 50027 } });
    expect(
      (await call(asking.playground, `/webhooks/${APPLICATION_ID}/unknown`, { body: { content: 'c' } })).body
        .code,
    ).toBe(10015);
  });

  test('refuses an empty message with 50006', async () => {
    const { answer } = await asking.interact();
    expect(await answer(4, { content: '  ' })).toMatchObject({ status: 400, body: { code: 50006 } });
  });

  test('lets a deleted answer be gone', async () => {
    const { answer, webhook } = await asking.interact();
    await answer(4, { content: 'c' });
    const original = `${webhook}/messages/@original`;
    expect((await call(asking.playground, original, { token: null })).status).toBe(200);
    expect((await call(asking.playground, original, { method: 'DELETE', token: null })).status).toBe(204);
    expect((await call(asking.playground, original, { token: null })).body.code).toBe(10008);
  });
});
