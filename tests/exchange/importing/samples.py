"""A small file of every format that is imported, written for the tests; the fuzzer begins with them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

SAMPLES: dict[str, str | dict[str, Any] | list[Any]] = {
    "outage.md": """---
title: "Payments outage"
date: 2026-11-20
---

# Payments outage

## Timeline (times in CET)

All times on November 20th, 2026.

- **14:28** `@pager` queue depth alert
- 14:32-14:40 Ana restarted [payments][pr] because it *hung*
  - and waited
- 24:XX nobody knew

| Date | Time (UTC) | Who | Event | Status |
|---|---|---|---|---|
| 2026-11-21 | 09:15 | Ben | rolled back<br>the deploy | done |
|  | 14:?? |  | over | |

### 21. November, ca. 10:00 - Review

> quoted

```
10:01 log
```

[pr]: https://example.org/pull/1

## Actions

1. sleep
""",
    "notes.txt": "Incident of 20/11/2026\n\n2:32 PM Ana: restarted\nand waited\n2.40 PM Ben: over\n~15:00 done\n",
    "account.txt": "> bpm account form 1\n> About: Payments outage\n> From: Ana\n>\n"
    "> == What happened, as you saw it ==\n14:32 I restarted payments\nabout 14:40 nothing had changed\n\n"
    "> == What would you like to ask ==\nWho may change the limit?\n",
    "chat.txt": "Ana Larsen\n  2:32 PM\nrestarted (edited)\n2:33\nand again\n\n> ben [2:40 PM]  \n> ok <https://example.org>\n",
    "irc.txt": "[14:32] <ana> restarted\n[14:33] <ben> thanks\nFriday, November 20th, 2026\n[14:34] <ana> np\n",
    "table.csv": 'When,Who,What happened,Status\n2026-11-20 14:32,Ana,"restarted\npayments",done\n,Ben,looked,\n',
    "table.tsv": "Date\tTime\tEvent\n20/11/2026\t14:32\tone\n\t14:40 CET\ttwo\n",
    "own.jsonl": '{"at":"2026-11-20T14:32+01:00","at_text":"14:32","precision":"minute","actor":"Ana","text":"x",'
    '"source":{"file":"f","line":1}}\n{"time":1795181520,"message":"two","user":"Ben"}\n',
    "meeting.vtt": """WEBVTT

NOTE recorded by the bridge

1
00:00:01.000 --> 00:00:04.000
<v Ana Larsen>The queue &amp; the cache are full.</v>

2
00:00:05.000 --> 00:00:07.000 align:start
<v Ana Larsen>I restart it.</v>

00:01:10.500 --> 00:01:12.000
<v Ben>Errors are <b>gone</b>.</v>
""",
    "teams.json": {
        "value": [
            {
                "id": "1",
                "messageType": "message",
                "createdDateTime": "2026-11-20T13:34:00Z",
                "replyToId": None,
                "lastEditedDateTime": "2026-11-20T13:40:00Z",
                "subject": None,
                "from": {"user": {"displayName": "Ana Larsen"}},
                "body": {
                    "contentType": "html",
                    "content": '<p>Queue &amp; cache <a href="https://e.org/1">full</a></p>',
                },
                "attachments": [{"name": "graph.png"}],
                "reactions": [{"reactionType": "like"}],
                "replies": [
                    {
                        "id": "2",
                        "messageType": "message",
                        "createdDateTime": "2026-11-20T13:35:00Z",
                        "replyToId": "1",
                        "from": {"application": {"displayName": "pager"}},
                        "body": {"contentType": "text", "content": "page sent"},
                    }
                ],
            },
            {"id": "3", "messageType": "systemEventMessage", "createdDateTime": "2026-11-20T13:36:00Z", "body": {}},
        ]
    },
    "slack-day.json": [
        {
            "type": "message",
            "user": "U1",
            "text": "see <https://example.org?t=xoxe-1234|this> &amp; <@U2>",
            "ts": "1795181520.000100",
            "thread_ts": "1795181520.000100",
            "reply_count": 1,
            "reactions": [{"name": "eyes", "count": 2}],
        },
        {
            "type": "message",
            "user": "U2",
            "text": "*ok*",
            "ts": "1795181530.000100",
            "thread_ts": "1795181520.000100",
            "edited": {"user": "U2", "ts": "1795181540.000000"},
        },
        {
            "type": "message",
            "subtype": "bot_message",
            "username": "pager",
            "text": "",
            "ts": "1795181550.000100",
            "attachments": [{"pretext": "Alert", "text": "queue &gt; 100", "fallback": "no"}],
        },
        {
            "type": "message",
            "subtype": "channel_join",
            "user": "U3",
            "text": "<@U3> has joined",
            "ts": "1795181560.000100",
        },
        {
            "type": "message",
            "user": "U1",
            "text": "",
            "ts": "1795181570.000100",
            "files": [{"name": "graph.png", "url_private": "https://files.example.org/graph.png?t=xoxe-99"}],
        },
    ],
    "pagerduty-log.json": {
        "log_entries": [
            {
                "id": "R1",
                "type": "trigger_log_entry",
                "summary": "Triggered through the API",
                "created_at": "2026-11-20T13:28:00Z",
                "agent": {"summary": "Monitoring"},
                "channel": {"type": "api", "subject": "queue depth"},
            },
            {
                "id": "R2",
                "type": "annotate_log_entry",
                "summary": "Note added",
                "created_at": "2026-11-20T14:32:00+01:00",
                "agent": {"summary": "Ana Larsen"},
                "channel": {"type": "note", "summary": "Restarting payments"},
            },
        ]
    },
    "pagerduty-notes.json": {
        "notes": [
            {
                "id": "N1",
                "content": "Rolled back",
                "created_at": "2026-11-20T15:00:00+01:00",
                "user": {"summary": "Ben"},
            }
        ]
    },
    "pagerduty-v3.json": {
        "event": {
            "id": "E1",
            "event_type": "incident.acknowledged",
            "occurred_at": "2026-11-20T13:30:00.500Z",
            "agent": {"summary": "Ana Larsen"},
            "data": {"title": "Queue depth", "html_url": "https://pd.example.org/1"},
        }
    },
    "pagerduty-v2.json": {
        "messages": [
            {
                "id": "M1",
                "event": "incident.trigger",
                "created_on": "2026-11-20T13:28:00Z",
                "incident": {"incident_key": "k", "title": "Queue depth"},
            }
        ]
    },
    "opsgenie.json": {
        "action": "Acknowledge",
        "integrationName": "chat",
        "alert": {
            "alertId": "a1",
            "message": "Queue depth",
            "username": "ana@example.org",
            "createdAt": 1795181280000,
            "updatedAt": 1795181400000000000,
        },
    },
    "statuspage.json": {
        "page": {"id": "p", "time_zone": "CET"},
        "incident": {
            "name": "Payments slow",
            "incident_updates": [
                {
                    "id": "u2",
                    "status": "resolved",
                    "body": "Over.<br>Sorry &amp; thanks",
                    "created_at": "2026-11-20T15:10:00Z",
                    "display_at": "2026-11-20T15:00:00Z",
                },
                {
                    "id": "u1",
                    "status": "investigating",
                    "body": "We look",
                    "created_at": "2026-11-20T13:40:00Z",
                    "display_at": "2026-11-20T13:40:00Z",
                },
            ],
        },
    },
    "alertmanager.json": {
        "version": "4",
        "status": "resolved",
        "alerts": [
            {
                "status": "resolved",
                "labels": {"alertname": "QueueDepth", "queue": "pay"},
                "annotations": {"summary": "deep"},
                "startsAt": "2026-11-20T13:28:00.123456789Z",
                "endsAt": "2026-11-20T15:00:00Z",
                "fingerprint": "f1",
            },
            {
                "status": "firing",
                "labels": {"alertname": "Errors"},
                "startsAt": "2026-11-20T13:30:00Z",
                "endsAt": "0001-01-01T00:00:00Z",
            },
        ],
    },
    "grafana.json": {
        "orgId": 1,
        "title": "[FIRING]",
        "alerts": [
            {
                "status": "firing",
                "labels": {"alertname": "Errors"},
                "annotations": {},
                "startsAt": "2026-11-20T13:30:00Z",
                "endsAt": "0001-01-01T00:00:00Z",
                "valueString": "[ value=3 ]",
            }
        ],
    },
    "grafana-annotations.json": [
        {
            "id": 7,
            "panelId": 2,
            "time": 1795181280000,
            "timeEnd": 1795181340000,
            "text": "deploy <b>2.4</b>",
            "login": "ana",
        }
    ],
    "sentry.json": {
        "action": "resolved",
        "actor": {"name": "Ana"},
        "data": {
            "issue": {"title": "Timeout", "lastSeen": "2026-11-20T13:54:15.09Z", "firstSeen": "2026-11-20T13:28:00Z"}
        },
    },
    "github.json": {
        "title": "Payments down",
        "body": "It is.\n\nVery.",
        "createdAt": "2026-11-20T13:28:00Z",
        "author": {"login": "ana"},
        "comments": [
            {"id": "c1", "author": None, "body": "gone<!-- hidden -->", "createdAt": "2026-11-20T13:30:00Z"},
            {
                "id": "c2",
                "author": {"login": "spam"},
                "body": "buy",
                "createdAt": "2026-11-20T13:31:00Z",
                "isMinimized": True,
                "minimizedReason": "spam",
            },
        ],
    },
    "gitlab.json": {
        "data": {
            "project": {
                "incidentManagementTimelineEvents": {
                    "nodes": [
                        {
                            "id": "g1",
                            "note": "Restarted",
                            "occurredAt": "2026-11-20T13:32:00Z",
                            "action": "comment",
                            "author": {"name": "Ana"},
                        }
                    ]
                }
            }
        }
    },
    "gitlab-notes.json": [
        {
            "id": 1,
            "body": "looking",
            "author": {"username": "ben", "name": "Ben"},
            "created_at": "2026-11-20T13:33:00.000Z",
            "system": False,
            "noteable_type": "Issue",
        }
    ],
}

USERS = [
    {"id": "U1", "name": "ana", "profile": {"display_name": "Ana"}},
    {"id": "U2", "name": "ben", "real_name": "Ben"},
]
CHANNELS = [{"id": "C1", "name": "incidents", "created": "1"}]


def written(name: str, folder: Path) -> Path:
    """Write a sample, and return where it is."""
    sample = SAMPLES[name]
    file = folder / name
    file.write_text(sample if isinstance(sample, str) else json.dumps(sample, indent=1), encoding="utf-8")
    return file


def slack_zip(file: Path, days: dict[str, Any] | None = None) -> Path:
    """Write a Slack export with two users and one channel, or with the files given."""
    days = days or {"incidents/2026-11-20.json": SAMPLES["slack-day.json"]}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps(USERS))
        archive.writestr("channels.json", json.dumps(CHANNELS))
        for name, data in days.items():
            archive.writestr(name, data if isinstance(data, (str, bytes)) else json.dumps(data))
    return file
