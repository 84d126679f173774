"""Multi-task deep AUC with compositional training (mAUC-CT) by MMB v1 and v2, against mAUC and CE."""
from common import base_args, start, steps, Clock, emit
import numpy as np
import torch
import torch.nn.functional as F
from mmb_data import synth, Sampler, aucs, mlp, scores

p = base_args(__doc__)
p.add_argument('--method', choices=['v1', 'v2', 'mauc', 'ce'], default='v1')
p.add_argument('--m', type=int, default=100)
p.add_argument('--tasks', type=int, default=10)
p.add_argument('--batch', type=int, default=128)
p.add_argument('--share', type=float, default=0.25, help='positives in a batch')
p.add_argument('--eta', type=float, default=0.1, help='eta0 = eta1 = eta2')
p.add_argument('--etav', type=float, default=0.9, help='eta3 of v2')
p.add_argument('--inner-eta', type=float, default=0.1, help='step of the compositional gradient step')
p.add_argument('--reduce', choices=['sum', 'mean'], default='sum', help='over the sampled tasks')
p.add_argument('--beta0', type=float, default=0.9)
p.add_argument('--gamma', type=float, default=10.0, help='radius for v in v2')
a = p.parse_args()
rs = start(a)
(trx, trY), (tex, teY) = synth(a.m)
W = mlp([trx.shape[1], 128, 64], a.m)
L = len(W)
A, B, AL = (torch.zeros(a.m) for _ in range(3))
S = Sampler(trY, rs, a.tasks, a.batch, a.share)
ct = a.method in ('v1', 'v2')


def split(ts):
    """Per-task stacked copies of the shared encoder and of the tasks' own heads."""
    k = len(ts)
    return [w.expand(k, *w.shape).clone() if w.dim() == 2 else w.expand(k, 1, -1).clone() for w in W[:-2]] + \
        [W[-2].T[ts][:, :, None].clone(), W[-1][ts][:, None, None].clone()]


def net(q, x):
    for i in range(0, L - 2, 2):
        x = torch.relu(torch.baddbmm(q[i + 1], x, q[i]))
    return torch.baddbmm(q[-1], x, q[-2])[:, :, 0]


def auc_loss(z, ab, al):
    """Square-surrogate min-max AUC loss with margin one, sigmoid scores; first np_ columns are positive."""
    h = torch.sigmoid(z)
    hp, hn = h[:, :S.np_], h[:, S.np_:]
    return (hp - ab[0][:, None]).square().mean(1) + (hn - ab[1][:, None]).square().mean(1) \
        + 2 * al * (1 + hn.mean(1) - hp.mean(1)) - al.square()


lab = torch.cat([torch.ones(S.np_), torch.zeros(a.batch - S.np_)])


def ce_loss(z):
    return F.binary_cross_entropy_with_logits(z, lab.expand_as(z), reduction='none').mean(1)


U = V = None
if ct:
    every = np.arange(a.m)
    U = split(every)
    V = [torch.zeros_like(u) for u in U]
Z = [torch.zeros_like(w) for w in W]
ZA, ZB = torch.zeros(a.m), torch.zeros(a.m)
clk, first = Clock(), True
for _ in steps(a, clk):
    with clk:
        ts = S.tasks()
        tt = torch.from_numpy(ts)
        x1 = trx[S.rows(ts)]
        ab, al = [A[tt].requires_grad_(), B[tt].requires_grad_()], AL[tt].requires_grad_()
        if ct:
            x2 = trx[S.rows(ts)]
            u = [q[tt].requires_grad_() for q in U]
            w = [q.requires_grad_() for q in split(ts)]
            gf = torch.autograd.grad(auc_loss(net(u, x1), ab, al).sum(), u + ab + [al])
            fu, fa, fb, fal = gf[:L], gf[L], gf[L + 1], gf[L + 2]
            gc = torch.autograd.grad(ce_loss(net(w, x2)).sum(), w, create_graph=True)
            vec = fu if a.method == 'v1' else [q[tt] for q in V]
            hv = torch.autograd.grad(sum((g * v).sum() for g, v in zip(gc, vec)), w)
            gx = [v - a.inner_eta * h for v, h in zip(vec, hv)]
            with torch.no_grad():
                for i in range(L):
                    U[i][tt] = u[i] - a.eta * (u[i] - (w[i] - a.inner_eta * gc[i]))
                if a.method == 'v2':
                    nv = [v - a.etav * (v - f) for v, f in zip(vec, fu)]
                    nr = torch.sqrt(sum(q.flatten(1).square().sum(1) for q in nv)).clamp(min=1e-12)
                    sc = (a.gamma / nr).clamp(max=1.0)
                    for i in range(L):
                        V[i][tt] = nv[i] * sc.view(-1, *[1] * (nv[i].dim() - 1))
        else:
            w = [q.requires_grad_() for q in split(ts)]
            z = net(w, x1)
            f = ce_loss(z).sum() if a.method == 'ce' else auc_loss(z, ab, al).sum()
            if a.method == 'ce':
                gx, fa, fb, fal = torch.autograd.grad(f, w), torch.zeros(len(ts)), torch.zeros(len(ts)), torch.zeros(len(ts))
            else:
                g = torch.autograd.grad(f, w + ab + [al])
                gx, fa, fb, fal = g[:L], g[L], g[L + 1], g[L + 2]
        with torch.no_grad():
            k = float(len(ts)) if a.reduce == 'mean' else 1.0
            D = [g.sum(0).view_as(q) / k for g, q in zip(gx[:-2], W)]
            dh, db, da, dbb = torch.zeros_like(W[-2]), torch.zeros(a.m), torch.zeros(a.m), torch.zeros(a.m)
            dh[:, tt] = gx[-2][:, :, 0].T / k
            db[tt] = gx[-1][:, 0, 0] / k
            da[tt], dbb[tt] = fa / k, fb / k
            b0 = 1.0 if first else a.beta0
            first = False
            for q, z_, d in zip(W + [A, B], Z + [ZA, ZB], D + [dh, db, da, dbb]):
                z_.mul_(1 - b0).add_(d, alpha=b0)
                q -= a.eta * z_
            AL[tt] = (al + a.eta * fal).clamp(min=0.0)
if a.bench:
    emit('mmb_auc', a, clk)
else:
    with torch.no_grad():
        tr = aucs(scores(W, trx[:5000]), trY[:5000])
        te = aucs(scores(W, tex), teY)
    emit('mmb_auc', a, clk, train_auc=tr[0], test_auc=te[0], test_auc_worst_task=te[1], alpha_mean=AL.mean().item())
