/** What POST /v1/webhooks/:id/test sends: its own type, so that nobody takes it for a cart. */
export function testMessage(random: string, now: number): { id: string; body: string } {
  const payload = {
    type: "webhook.test",
    timestamp: new Date(now).toISOString(),
    data: { message: "This is a test. Your endpoint can be reached." },
  };
  return { id: `test-${random}`, body: JSON.stringify(payload) };
}
