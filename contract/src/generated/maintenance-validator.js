// Generated from schemas/maintenance.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate10;
export default validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'maintenance',
  title: 'MaintenanceRecord',
  description:
    'What the controller did to a Node and why: the value of the annotation `mechanic.dev/maintenance`. Whoever leads next continues from it.',
  type: 'object',
  required: [
    'version',
    'phase',
    'nodeUID',
    'reason',
    'events',
    'wasUnschedulable',
    'startedAt',
    'deadline',
    'attempts',
  ],
  properties: {
    version: { const: 1 },
    phase: {
      enum: ['Draining', 'Paused', 'Drained', 'Failed'],
      description:
        '`Draining` holds a slot. `Paused` gave its slot away and continues later. `Failed` is tried again at `retryAt`.',
    },
    nodeUID: {
      type: 'string',
      description: 'UID of the Node this was written for; on any other Node the record is void.',
    },
    reason: { type: 'string', description: 'Type of the leading event (`Redeploy`, ...) or condition.' },
    events: {
      type: 'array',
      items: { type: 'string' },
      description: 'Ids of the events and names of the conditions this maintenance is for.',
    },
    wasUnschedulable: {
      type: 'boolean',
      description: 'Cordoned by somebody else before us: never uncordoned by us.',
    },
    startedAt: { type: 'string', description: 'When the node was cordoned, or first taken over; RFC 3339.' },
    attemptStartedAt: { type: 'string', description: 'When the running or last attempt began; RFC 3339.' },
    deadline: { type: ['string', 'null'], description: 'When Azure may begin; null when unknown or never.' },
    attempts: { type: 'integer', minimum: 0, description: 'Attempts begun so far.' },
    retryAt: {
      type: ['string', 'null'],
      description: 'When a failed attempt may be repeated; null: not for these events.',
    },
    message: { type: 'string', description: 'Why the phase is what it is, for a person.' },
    blockedBy: {
      type: 'array',
      description: 'Pods that were still there and what held them, at most 20.',
      items: {
        title: 'BlockedPod',
        type: 'object',
        required: ['pod', 'reason'],
        properties: {
          pod: { type: 'string', description: 'namespace/name' },
          budgets: {
            type: 'array',
            items: { type: 'string' },
            description: 'namespace/name of PodDisruptionBudgets',
          },
          reason: { type: 'string' },
        },
      },
    },
    overridden: {
      type: 'boolean',
      description:
        'A person uncordoned the node during this maintenance: these events are left to the person.',
    },
    drainedSeconds: {
      type: 'number',
      minimum: 0,
      description:
        'How long the node was drained before the running attempt, since the last failure; pauses do not count towards `drain.timeout`.',
    },
    gaveWay: {
      type: 'boolean',
      description: 'Paused because no pod left after its deadline: goes on after the other urgent nodes.',
    },
    deadlineMissed: {
      type: 'boolean',
      description:
        'The deadline passed with pods left, or before the turn of the node came; said and counted once.',
    },
    overSince: {
      type: 'string',
      description:
        'When the maintenance was first seen to be over; RFC 3339. Only while `uncordon.delay` runs.',
    },
  },
};

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="maintenance" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.version === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'version' },
        message: "must have required property '" + 'version' + "'",
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.phase === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'phase' },
        message: "must have required property '" + 'phase' + "'",
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.nodeUID === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'nodeUID' },
        message: "must have required property '" + 'nodeUID' + "'",
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.reason === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'reason' },
        message: "must have required property '" + 'reason' + "'",
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.events === undefined) {
      const err4 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'events' },
        message: "must have required property '" + 'events' + "'",
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.wasUnschedulable === undefined) {
      const err5 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'wasUnschedulable' },
        message: "must have required property '" + 'wasUnschedulable' + "'",
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.startedAt === undefined) {
      const err6 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'startedAt' },
        message: "must have required property '" + 'startedAt' + "'",
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.deadline === undefined) {
      const err7 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'deadline' },
        message: "must have required property '" + 'deadline' + "'",
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.attempts === undefined) {
      const err8 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'attempts' },
        message: "must have required property '" + 'attempts' + "'",
      };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.version !== undefined) {
      if (1 !== data.version) {
        const err9 = {
          instancePath: instancePath + '/version',
          schemaPath: '#/properties/version/const',
          keyword: 'const',
          params: { allowedValue: 1 },
          message: 'must be equal to constant',
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.phase !== undefined) {
      let data1 = data.phase;
      if (!(data1 === 'Draining' || data1 === 'Paused' || data1 === 'Drained' || data1 === 'Failed')) {
        const err10 = {
          instancePath: instancePath + '/phase',
          schemaPath: '#/properties/phase/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.phase.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.nodeUID !== undefined) {
      if (typeof data.nodeUID !== 'string') {
        const err11 = {
          instancePath: instancePath + '/nodeUID',
          schemaPath: '#/properties/nodeUID/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.reason !== undefined) {
      if (typeof data.reason !== 'string') {
        const err12 = {
          instancePath: instancePath + '/reason',
          schemaPath: '#/properties/reason/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.events !== undefined) {
      let data4 = data.events;
      if (Array.isArray(data4)) {
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data4[i0] !== 'string') {
            const err13 = {
              instancePath: instancePath + '/events/' + i0,
              schemaPath: '#/properties/events/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = {
          instancePath: instancePath + '/events',
          schemaPath: '#/properties/events/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.wasUnschedulable !== undefined) {
      if (typeof data.wasUnschedulable !== 'boolean') {
        const err15 = {
          instancePath: instancePath + '/wasUnschedulable',
          schemaPath: '#/properties/wasUnschedulable/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.startedAt !== undefined) {
      if (typeof data.startedAt !== 'string') {
        const err16 = {
          instancePath: instancePath + '/startedAt',
          schemaPath: '#/properties/startedAt/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.attemptStartedAt !== undefined) {
      if (typeof data.attemptStartedAt !== 'string') {
        const err17 = {
          instancePath: instancePath + '/attemptStartedAt',
          schemaPath: '#/properties/attemptStartedAt/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.deadline !== undefined) {
      let data9 = data.deadline;
      if (typeof data9 !== 'string' && data9 !== null) {
        const err18 = {
          instancePath: instancePath + '/deadline',
          schemaPath: '#/properties/deadline/type',
          keyword: 'type',
          params: { type: schema11.properties.deadline.type },
          message: 'must be string,null',
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.attempts !== undefined) {
      let data10 = data.attempts;
      if (!(typeof data10 == 'number' && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
        const err19 = {
          instancePath: instancePath + '/attempts',
          schemaPath: '#/properties/attempts/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
      if (typeof data10 == 'number' && isFinite(data10)) {
        if (data10 < 0 || isNaN(data10)) {
          const err20 = {
            instancePath: instancePath + '/attempts',
            schemaPath: '#/properties/attempts/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
          };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
      }
    }
    if (data.retryAt !== undefined) {
      let data11 = data.retryAt;
      if (typeof data11 !== 'string' && data11 !== null) {
        const err21 = {
          instancePath: instancePath + '/retryAt',
          schemaPath: '#/properties/retryAt/type',
          keyword: 'type',
          params: { type: schema11.properties.retryAt.type },
          message: 'must be string,null',
        };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.message !== undefined) {
      if (typeof data.message !== 'string') {
        const err22 = {
          instancePath: instancePath + '/message',
          schemaPath: '#/properties/message/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.blockedBy !== undefined) {
      let data13 = data.blockedBy;
      if (Array.isArray(data13)) {
        const len1 = data13.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data14 = data13[i1];
          if (data14 && typeof data14 == 'object' && !Array.isArray(data14)) {
            if (data14.pod === undefined) {
              const err23 = {
                instancePath: instancePath + '/blockedBy/' + i1,
                schemaPath: '#/properties/blockedBy/items/required',
                keyword: 'required',
                params: { missingProperty: 'pod' },
                message: "must have required property '" + 'pod' + "'",
              };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (data14.reason === undefined) {
              const err24 = {
                instancePath: instancePath + '/blockedBy/' + i1,
                schemaPath: '#/properties/blockedBy/items/required',
                keyword: 'required',
                params: { missingProperty: 'reason' },
                message: "must have required property '" + 'reason' + "'",
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            if (data14.pod !== undefined) {
              if (typeof data14.pod !== 'string') {
                const err25 = {
                  instancePath: instancePath + '/blockedBy/' + i1 + '/pod',
                  schemaPath: '#/properties/blockedBy/items/properties/pod/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
            if (data14.budgets !== undefined) {
              let data16 = data14.budgets;
              if (Array.isArray(data16)) {
                const len2 = data16.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  if (typeof data16[i2] !== 'string') {
                    const err26 = {
                      instancePath: instancePath + '/blockedBy/' + i1 + '/budgets/' + i2,
                      schemaPath: '#/properties/blockedBy/items/properties/budgets/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    };
                    if (vErrors === null) {
                      vErrors = [err26];
                    } else {
                      vErrors.push(err26);
                    }
                    errors++;
                  }
                }
              } else {
                const err27 = {
                  instancePath: instancePath + '/blockedBy/' + i1 + '/budgets',
                  schemaPath: '#/properties/blockedBy/items/properties/budgets/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data14.reason !== undefined) {
              if (typeof data14.reason !== 'string') {
                const err28 = {
                  instancePath: instancePath + '/blockedBy/' + i1 + '/reason',
                  schemaPath: '#/properties/blockedBy/items/properties/reason/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
          } else {
            const err29 = {
              instancePath: instancePath + '/blockedBy/' + i1,
              schemaPath: '#/properties/blockedBy/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
            };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
      } else {
        const err30 = {
          instancePath: instancePath + '/blockedBy',
          schemaPath: '#/properties/blockedBy/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.overridden !== undefined) {
      if (typeof data.overridden !== 'boolean') {
        const err31 = {
          instancePath: instancePath + '/overridden',
          schemaPath: '#/properties/overridden/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.drainedSeconds !== undefined) {
      let data20 = data.drainedSeconds;
      if (typeof data20 == 'number' && isFinite(data20)) {
        if (data20 < 0 || isNaN(data20)) {
          const err32 = {
            instancePath: instancePath + '/drainedSeconds',
            schemaPath: '#/properties/drainedSeconds/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
          };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
      } else {
        const err33 = {
          instancePath: instancePath + '/drainedSeconds',
          schemaPath: '#/properties/drainedSeconds/type',
          keyword: 'type',
          params: { type: 'number' },
          message: 'must be number',
        };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.gaveWay !== undefined) {
      if (typeof data.gaveWay !== 'boolean') {
        const err34 = {
          instancePath: instancePath + '/gaveWay',
          schemaPath: '#/properties/gaveWay/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.deadlineMissed !== undefined) {
      if (typeof data.deadlineMissed !== 'boolean') {
        const err35 = {
          instancePath: instancePath + '/deadlineMissed',
          schemaPath: '#/properties/deadlineMissed/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.overSince !== undefined) {
      if (typeof data.overSince !== 'string') {
        const err36 = {
          instancePath: instancePath + '/overSince',
          schemaPath: '#/properties/overSince/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
  } else {
    const err37 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err37];
    } else {
      vErrors.push(err37);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
