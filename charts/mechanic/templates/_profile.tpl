{{- /*
What `profile: automatic` changes. Deployment Safeguards raise requests to 100m and 100Mi (and lower none), refuse
tolerations of everything, and refuse labels and taints on single nodes.
*/ -}}

{{- /* Resources of a container: (dict "root" $ "resources" ...). */ -}}
{{- define "mechanic.resources" -}}
{{- $resources := deepCopy .resources -}}
{{- if include "mechanic.automatic" .root -}}
{{- $requests := default (dict) $resources.requests -}}
{{- $raised := dict "cpu" (include "mechanic.atLeast100m" $requests.cpu) "memory" (include "mechanic.atLeast100Mi" $requests.memory) -}}
{{- $_ := set $resources "requests" (mergeOverwrite (dict) $requests $raised) -}}
{{- end -}}
{{- toYaml $resources -}}
{{- end }}

{{- define "mechanic.atLeast100m" -}}
{{- $cpu := toString (default "0" .) -}}
{{- if hasSuffix "m" $cpu -}}
{{- if lt (int (trimSuffix "m" $cpu)) 100 }}100m{{ else }}{{ $cpu }}{{ end -}}
{{- else if lt (float64 $cpu) 0.1 }}100m{{ else }}{{ $cpu }}{{ end -}}
{{- end }}

{{- define "mechanic.atLeast100Mi" -}}
{{- $memory := toString (default "0" .) -}}
{{- if hasSuffix "Mi" $memory -}}
{{- if lt (int (trimSuffix "Mi" $memory)) 100 }}100Mi{{ else }}{{ $memory }}{{ end -}}
{{- else if eq $memory "0" }}100Mi{{ else }}{{ $memory }}{{ end -}}
{{- end }}

{{- /* Tolerations of the probe. On Automatic a wildcard becomes the taints that our nodes are known to carry. */ -}}
{{- define "mechanic.probeTolerations" -}}
{{- $tolerations := list -}}
{{- range .Values.probe.tolerations -}}
{{- if and (include "mechanic.automatic" $) (eq (default "" .operator) "Exists") (not .key) -}}
{{- $tolerations = concat $tolerations (list
  (dict "key" "kubernetes.azure.com/scalesetpriority" "operator" "Equal" "value" "spot" "effect" "NoSchedule")
  (dict "key" "remediator.kubernetes.azure.com/unschedulable" "operator" "Exists")
  (dict "key" "CriticalAddonsOnly" "operator" "Exists")
  (dict "key" "sku" "operator" "Exists")
) -}}
{{- else -}}
{{- $tolerations = append $tolerations . -}}
{{- end -}}
{{- end -}}
{{- with $tolerations }}{{ toYaml . }}{{ end -}}
{{- end }}
