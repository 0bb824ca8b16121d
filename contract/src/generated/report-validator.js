// Generated from schemas/report.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate10;
export default validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'report',
  title: 'Report',
  description:
    'What the probe read from IMDS about its own VM: the value of the annotation `mechanic.dev/report`.',
  type: 'object',
  required: ['version', 'vm', 'imds', 'incarnation', 'changedAt', 'events'],
  properties: {
    version: { const: 1 },
    vm: {
      type: 'string',
      description: 'Name of the VM as IMDS uses it in `Resources`; empty while unknown.',
    },
    imds: {
      enum: ['starting', 'ok', 'unavailable'],
      description:
        '`starting`: no answer yet. `unavailable`: no good answer for 30 s; the events are the last known ones.',
    },
    incarnation: {
      type: 'string',
      description:
        'DocumentIncarnation of the document read last, as an opaque string; empty before the first.',
    },
    changedAt: { type: 'string', description: 'When this report last changed, RFC 3339 in UTC.' },
    events: { type: 'array', items: { $ref: '#/definitions/ReportedEvent' } },
    omitted: {
      type: 'integer',
      description:
        'How many less urgent events did not fit into the annotation, or 0 when only names of other VMs did not; missing when the report is complete.',
    },
  },
  definitions: {
    ReportedEvent: {
      title: 'ReportedEvent',
      description: 'A scheduled event whose `Resources` name this VM.',
      type: 'object',
      required: [
        'id',
        'type',
        'status',
        'notBefore',
        'durationSeconds',
        'source',
        'description',
        'liveMigration',
        'resources',
      ],
      properties: {
        id: { type: 'string', description: 'EventId, as IMDS spells it.' },
        type: { type: 'string', description: 'EventType, passed through even when unknown.' },
        status: { type: 'string', description: 'EventStatus, passed through even when unknown.' },
        notBefore: {
          type: ['string', 'null'],
          description:
            'Earliest start, RFC 3339 in UTC; null when IMDS gives none or one that cannot be read.',
        },
        durationSeconds: {
          type: 'number',
          description: 'Expected interruption in seconds; -1 when unknown.',
        },
        source: { type: 'string', description: '`Platform`, `User`, or empty.' },
        description: { type: 'string', description: 'Cut to 256 characters.' },
        liveMigration: { type: 'boolean', description: 'The description speaks of a live migration.' },
        resources: {
          type: 'array',
          items: { type: 'string' },
          description: 'Every VM that the event names.',
        },
      },
    },
  },
};
const schema12 = {
  title: 'ReportedEvent',
  description: 'A scheduled event whose `Resources` name this VM.',
  type: 'object',
  required: [
    'id',
    'type',
    'status',
    'notBefore',
    'durationSeconds',
    'source',
    'description',
    'liveMigration',
    'resources',
  ],
  properties: {
    id: { type: 'string', description: 'EventId, as IMDS spells it.' },
    type: { type: 'string', description: 'EventType, passed through even when unknown.' },
    status: { type: 'string', description: 'EventStatus, passed through even when unknown.' },
    notBefore: {
      type: ['string', 'null'],
      description: 'Earliest start, RFC 3339 in UTC; null when IMDS gives none or one that cannot be read.',
    },
    durationSeconds: { type: 'number', description: 'Expected interruption in seconds; -1 when unknown.' },
    source: { type: 'string', description: '`Platform`, `User`, or empty.' },
    description: { type: 'string', description: 'Cut to 256 characters.' },
    liveMigration: { type: 'boolean', description: 'The description speaks of a live migration.' },
    resources: { type: 'array', items: { type: 'string' }, description: 'Every VM that the event names.' },
  },
};

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="report" */ let vErrors = null;
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
    if (data.vm === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'vm' },
        message: "must have required property '" + 'vm' + "'",
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.imds === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'imds' },
        message: "must have required property '" + 'imds' + "'",
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.incarnation === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'incarnation' },
        message: "must have required property '" + 'incarnation' + "'",
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.changedAt === undefined) {
      const err4 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'changedAt' },
        message: "must have required property '" + 'changedAt' + "'",
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.events === undefined) {
      const err5 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'events' },
        message: "must have required property '" + 'events' + "'",
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.version !== undefined) {
      if (1 !== data.version) {
        const err6 = {
          instancePath: instancePath + '/version',
          schemaPath: '#/properties/version/const',
          keyword: 'const',
          params: { allowedValue: 1 },
          message: 'must be equal to constant',
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.vm !== undefined) {
      if (typeof data.vm !== 'string') {
        const err7 = {
          instancePath: instancePath + '/vm',
          schemaPath: '#/properties/vm/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.imds !== undefined) {
      let data2 = data.imds;
      if (!(data2 === 'starting' || data2 === 'ok' || data2 === 'unavailable')) {
        const err8 = {
          instancePath: instancePath + '/imds',
          schemaPath: '#/properties/imds/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.imds.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.incarnation !== undefined) {
      if (typeof data.incarnation !== 'string') {
        const err9 = {
          instancePath: instancePath + '/incarnation',
          schemaPath: '#/properties/incarnation/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.changedAt !== undefined) {
      if (typeof data.changedAt !== 'string') {
        const err10 = {
          instancePath: instancePath + '/changedAt',
          schemaPath: '#/properties/changedAt/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.events !== undefined) {
      let data5 = data.events;
      if (Array.isArray(data5)) {
        const len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data6 = data5[i0];
          if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
            if (data6.id === undefined) {
              const err11 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'id' },
                message: "must have required property '" + 'id' + "'",
              };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
            if (data6.type === undefined) {
              const err12 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'type' },
                message: "must have required property '" + 'type' + "'",
              };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            if (data6.status === undefined) {
              const err13 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'status' },
                message: "must have required property '" + 'status' + "'",
              };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
            if (data6.notBefore === undefined) {
              const err14 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'notBefore' },
                message: "must have required property '" + 'notBefore' + "'",
              };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
            if (data6.durationSeconds === undefined) {
              const err15 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'durationSeconds' },
                message: "must have required property '" + 'durationSeconds' + "'",
              };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            if (data6.source === undefined) {
              const err16 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'source' },
                message: "must have required property '" + 'source' + "'",
              };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (data6.description === undefined) {
              const err17 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'description' },
                message: "must have required property '" + 'description' + "'",
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            if (data6.liveMigration === undefined) {
              const err18 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'liveMigration' },
                message: "must have required property '" + 'liveMigration' + "'",
              };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            if (data6.resources === undefined) {
              const err19 = {
                instancePath: instancePath + '/events/' + i0,
                schemaPath: '#/definitions/ReportedEvent/required',
                keyword: 'required',
                params: { missingProperty: 'resources' },
                message: "must have required property '" + 'resources' + "'",
              };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (data6.id !== undefined) {
              if (typeof data6.id !== 'string') {
                const err20 = {
                  instancePath: instancePath + '/events/' + i0 + '/id',
                  schemaPath: '#/definitions/ReportedEvent/properties/id/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data6.type !== undefined) {
              if (typeof data6.type !== 'string') {
                const err21 = {
                  instancePath: instancePath + '/events/' + i0 + '/type',
                  schemaPath: '#/definitions/ReportedEvent/properties/type/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
            }
            if (data6.status !== undefined) {
              if (typeof data6.status !== 'string') {
                const err22 = {
                  instancePath: instancePath + '/events/' + i0 + '/status',
                  schemaPath: '#/definitions/ReportedEvent/properties/status/type',
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
            if (data6.notBefore !== undefined) {
              let data10 = data6.notBefore;
              if (typeof data10 !== 'string' && data10 !== null) {
                const err23 = {
                  instancePath: instancePath + '/events/' + i0 + '/notBefore',
                  schemaPath: '#/definitions/ReportedEvent/properties/notBefore/type',
                  keyword: 'type',
                  params: { type: schema12.properties.notBefore.type },
                  message: 'must be string,null',
                };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
            if (data6.durationSeconds !== undefined) {
              let data11 = data6.durationSeconds;
              if (!(typeof data11 == 'number' && isFinite(data11))) {
                const err24 = {
                  instancePath: instancePath + '/events/' + i0 + '/durationSeconds',
                  schemaPath: '#/definitions/ReportedEvent/properties/durationSeconds/type',
                  keyword: 'type',
                  params: { type: 'number' },
                  message: 'must be number',
                };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data6.source !== undefined) {
              if (typeof data6.source !== 'string') {
                const err25 = {
                  instancePath: instancePath + '/events/' + i0 + '/source',
                  schemaPath: '#/definitions/ReportedEvent/properties/source/type',
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
            if (data6.description !== undefined) {
              if (typeof data6.description !== 'string') {
                const err26 = {
                  instancePath: instancePath + '/events/' + i0 + '/description',
                  schemaPath: '#/definitions/ReportedEvent/properties/description/type',
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
            if (data6.liveMigration !== undefined) {
              if (typeof data6.liveMigration !== 'boolean') {
                const err27 = {
                  instancePath: instancePath + '/events/' + i0 + '/liveMigration',
                  schemaPath: '#/definitions/ReportedEvent/properties/liveMigration/type',
                  keyword: 'type',
                  params: { type: 'boolean' },
                  message: 'must be boolean',
                };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data6.resources !== undefined) {
              let data15 = data6.resources;
              if (Array.isArray(data15)) {
                const len1 = data15.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  if (typeof data15[i1] !== 'string') {
                    const err28 = {
                      instancePath: instancePath + '/events/' + i0 + '/resources/' + i1,
                      schemaPath: '#/definitions/ReportedEvent/properties/resources/items/type',
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
                  instancePath: instancePath + '/events/' + i0 + '/resources',
                  schemaPath: '#/definitions/ReportedEvent/properties/resources/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
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
              instancePath: instancePath + '/events/' + i0,
              schemaPath: '#/definitions/ReportedEvent/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
            };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
      } else {
        const err31 = {
          instancePath: instancePath + '/events',
          schemaPath: '#/properties/events/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.omitted !== undefined) {
      let data17 = data.omitted;
      if (!(typeof data17 == 'number' && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
        const err32 = {
          instancePath: instancePath + '/omitted',
          schemaPath: '#/properties/omitted/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
        };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
  } else {
    const err33 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err33];
    } else {
      vErrors.push(err33);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
