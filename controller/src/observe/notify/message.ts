import type { NotificationTarget } from '@mechanic/contract';
import type { RecordedEvent } from '../event-recorder.ts';
import { unlinked } from '../plain-text.ts';

/** The body of a request to a webhook, ready to be sent as JSON. */
export function bodyFor(target: NotificationTarget, event: RecordedEvent): string {
  const text = textFor(target.template, event);
  switch (target.format) {
    case 'slack':
      return JSON.stringify({
        text: forSlack(text),
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
      });
    case 'teams':
      return JSON.stringify(cardWith(text));
    case 'json':
      return JSON.stringify({
        version: 1,
        text,
        type: event.type,
        reason: event.reason,
        kind: event.subject.kind,
        name: event.subject.name,
        message: event.message,
        eventType: event.about,
        time: event.at.toISOString(),
        id: event.name,
        ...(event.traceId !== undefined && { traceId: event.traceId }),
      });
  }
}

function textFor(template: string, event: RecordedEvent): string {
  const values: Readonly<Record<string, string>> = {
    reason: event.reason,
    subject: event.subject.name,
    message: event.message,
    eventType: event.about ?? '',
    time: event.at.toISOString(),
    traceId: event.traceId ?? '',
  };
  return template.replaceAll(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : unlinked(value);
  });
}

/** Escapes names of the cluster, so that none becomes a link, a mention or formatting in Slack. */
function forSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The body for a Teams workflow with a webhook trigger. Markdown in the text block is escaped. */
function cardWith(text: string): unknown {
  const block = { type: 'TextBlock', text: text.replaceAll(/[\\`*_[\]()#~]/g, '\\$&'), wrap: true };
  const schema = 'http://adaptivecards.io/schemas/adaptive-card.json';
  const content = { $schema: schema, type: 'AdaptiveCard', version: '1.4', body: [block] };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}
