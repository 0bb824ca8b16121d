{{- /* Labels of every object; call with (dict "root" $ "component" "probe" "labels" dict); the last two may be left out. */ -}}
{{- define "mechanic.labels" -}}
{{ include "mechanic.selector" . }}
app.kubernetes.io/part-of: mechanic
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with merge (dict) (default (dict) .labels) .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* What selects the pods of a component. The controller finds its probes by these labels. */ -}}
{{- define "mechanic.selector" -}}
app.kubernetes.io/name: mechanic
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{- /* Metadata: (dict "root" $ "name" "..." "component" "..." "namespace" "..." "labels" dict "annotations" dict). Without namespace: cluster-wide. */ -}}
{{- define "mechanic.metadata" -}}
name: {{ .name }}
{{- with .namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "mechanic.labels" . | nindent 2 }}
{{- with merge (dict) (default (dict) .annotations) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* Image of a component: (dict "root" $ "image" .Values.probe.image). A digest wins over a tag. */ -}}
{{- define "mechanic.image" -}}
{{- $name := .image.repository -}}
{{- with .root.Values.image.registry -}}
{{- $name = printf "%s/%s" (trimSuffix "/" .) $name -}}
{{- end -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $name .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
{{- end }}

{{- /* Environment: (dict "own" list "extra" list). Extra entries replace own ones, as a name may stand only once. */ -}}
{{- define "mechanic.env" -}}
{{- $replaced := dict -}}
{{- range .extra }}{{ $_ := set $replaced .name true }}{{ end -}}
{{- $env := list -}}
{{- range .own }}{{ if not (hasKey $replaced .name) }}{{ $env = append $env . }}{{ end }}{{ end -}}
{{- toYaml (concat $env .extra) -}}
{{- end }}

{{- /* What pod security "restricted" asks of a container. */ -}}
{{- define "mechanic.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "mechanic.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.podSecurityContext.runAsUser }}
runAsGroup: {{ .Values.podSecurityContext.runAsGroup }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- /* Whether the controller may delete pods. */ -}}
{{- define "mechanic.deletesPods" -}}
{{- $drain := default (dict) .Values.settings.drain -}}
{{- $delete := eq (toString .Values.rbac.deletePods) "true" -}}
{{- if eq (toString .Values.rbac.deletePods) "auto" }}{{ $delete = eq (default "wait" $drain.onDeadline) "delete" }}{{ end -}}
{{- if $delete }}true{{ end -}}
{{- end }}

{{- /* Whether drains wait for volumes. */ -}}
{{- define "mechanic.awaitsVolumes" -}}
{{- $drain := default (dict) .Values.settings.drain -}}
{{- if ne (default "wait" $drain.volumes) "ignore" }}true{{ end -}}
{{- end }}

{{- /* Whether the controller may let a Deployment run one replica more. */ -}}
{{- define "mechanic.surges" -}}
{{- $drain := default (dict) .Values.settings.drain -}}
{{- $surge := eq (toString .Values.rbac.surge) "true" -}}
{{- if eq (toString .Values.rbac.surge) "auto" }}{{ $surge = ne (toString (default "auto" $drain.surge)) "off" }}{{ end -}}
{{- if $surge }}true{{ end -}}
{{- end }}

{{- define "mechanic.automatic" -}}
{{- if eq .Values.profile "automatic" }}true{{ end -}}
{{- end }}
