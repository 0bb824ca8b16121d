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
{{- range $name := list "port" "healthPort" -}}
{{- if and $.Values.probe.hostNetwork (eq (int (get $.Values.probe $name)) 10250) -}}
{{- fail (printf "probe.%s is 10250, the kubelet's own port: with probe.hostNetwork choose a port that is free on every node" $name) -}}
{{- end -}}
{{- end -}}
{{- if and (eq .Values.server.auth "kubernetes") (eq .Values.server.tls.secretName "") -}}
{{- fail "server.auth: kubernetes needs server.tls.secretName: tokens would travel in the clear" -}}
{{- end -}}
{{- if and (eq .Values.server.auth "kubernetes") .Values.monitoring.serviceMonitor.enabled (not .Values.monitoring.serviceMonitor.authorization) -}}
{{- fail "server.auth: kubernetes needs monitoring.serviceMonitor.authorization: Prometheus would be turned away" -}}
{{- end -}}
{{- range $component := list "controller" "probe" -}}
{{- $values := get $.Values $component -}}
{{- if eq (int $values.port) (int $values.healthPort) -}}
{{- fail (printf "%s.healthPort is the same as %s.port: it has to be a port of its own" $component $component) -}}
{{- end -}}
{{- end -}}
{{- if and (lt (int .Values.controller.replicas) 2) (eq (toString .Values.controller.podDisruptionBudget.maxUnavailable) "0") -}}
{{- fail "controller.podDisruptionBudget.maxUnavailable 0 with a single replica would block every drain of its node" -}}
{{- end -}}
{{- end }}
