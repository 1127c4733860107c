/** The least that an HTTP collector can do: reads the batch, counts it, keeps nothing. The bench's upper bound. */
export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method !== "POST") return new Response("ok");
    const { batch } = await request.json<{ batch: unknown[] }>();
    return Response.json({ accepted: batch.length, duplicates: 0, rejected: [] });
  },
};
