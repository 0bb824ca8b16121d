{{- /* Combinations that a schema cannot refuse. */ -}}
{{- define "mechanic.validate" -}}
{{- if include "mechanic.automatic" . -}}
{{- if .Values.probe.hostNetwork -}}
{{- fail "profile: automatic does not go with probe.hostNetwork: AKS Automatic refuses pods on the network of the node, and has no IMDS restriction" -}}
{{- end -}}
{{- range $image := list .Values.controller.image .Values.probe.image -}}
{{- if eq "latest" ($image.tag | default $.Values.image.tag) -}}
{{- fail "profile: automatic does not go with the tag \"latest\": Deployment Safeguards refuse it" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.probe.hostNetwork (eq (int .Values.probe.port) 10250) -}}
{{- fail "probe.port is 10250, the kubelet's own port: with probe.hostNetwork choose a port that is free on every node" -}}
{{- end -}}
{{- if and (lt (int .Values.controller.replicas) 2) (eq (toString .Values.controller.podDisruptionBudget.maxUnavailable) "0") -}}
{{- fail "controller.podDisruptionBudget.maxUnavailable 0 with a single replica would block every drain of its node" -}}
{{- end -}}
{{- end }}
