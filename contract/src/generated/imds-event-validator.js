// Generated from schemas/imds-event.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'imds-event',
  type: 'object',
  required: ['EventId', 'EventType', 'Resources'],
  properties: {
    EventId: { type: 'string', pattern: '^\\S' },
    EventType: { type: 'string', pattern: '^\\S' },
    EventStatus: {},
    Resources: { type: 'array', items: {} },
    NotBefore: {},
    Description: {},
    EventSource: {},
    DurationInSeconds: {},
  },
};
const pattern0 = new RegExp('^\\S', 'u');

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="imds-event" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.EventId === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'EventId' },
        message: "must have required property '" + 'EventId' + "'",
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.EventType === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'EventType' },
        message: "must have required property '" + 'EventType' + "'",
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.Resources === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'Resources' },
        message: "must have required property '" + 'Resources' + "'",
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.EventId !== undefined) {
      let data0 = data.EventId;
      if (typeof data0 === 'string') {
        if (!pattern0.test(data0)) {
          const err3 = {
            instancePath: instancePath + '/EventId',
            schemaPath: '#/properties/EventId/pattern',
            keyword: 'pattern',
            params: { pattern: '^\\S' },
            message: 'must match pattern "' + '^\\S' + '"',
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/EventId',
          schemaPath: '#/properties/EventId/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.EventType !== undefined) {
      let data1 = data.EventType;
      if (typeof data1 === 'string') {
        if (!pattern0.test(data1)) {
          const err5 = {
            instancePath: instancePath + '/EventType',
            schemaPath: '#/properties/EventType/pattern',
            keyword: 'pattern',
            params: { pattern: '^\\S' },
            message: 'must match pattern "' + '^\\S' + '"',
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/EventType',
          schemaPath: '#/properties/EventType/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.Resources !== undefined) {
      if (!Array.isArray(data.Resources)) {
        const err7 = {
          instancePath: instancePath + '/Resources',
          schemaPath: '#/properties/Resources/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
